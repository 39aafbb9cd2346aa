// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <shared_mutex>
#include <thread>

#include "search/counting.hpp"
#include "search/day_facets.hpp"
#include "search/index.hpp"
#include "search/memory_piece.hpp"
#include "search/query_value.hpp"

namespace entente::search {

/// The pieces of an index: a base, what came since, and between the two, while a new base is being made, what
/// goes into it with the old one.
struct Index::State {
  State(PartiesNamed, IndexOptions);
  ~State();

  const PartiesNamed parties;
  const IndexOptions options;
  mutable std::shared_mutex mutex;
  // The writer holds the gate while it waits, so that a stream of readers cannot keep it waiting.
  mutable std::mutex gate;
  std::mutex turn;  ///< of those who write

  // Guarded by `mutex`
  Live base, frozen, active;  ///< `frozen` mostly without a piece
  MemoryPiece* newest = nullptr;
  std::unique_ptr<ValueTable> values;
  CodeCounts living;
  std::size_t documents = 0;
  std::uint64_t weight = 0;
  std::int64_t frozen_at = 0;    ///< the commit `frozen` reaches to
  std::string frozen_kept;       ///< what the owner keeps with it
  std::vector<base::Uuid> gone;  ///< since `frozen` was: from it, or from the base
  std::string fault;

  mutable DayMarksKept day_marks;
  std::thread worker;  ///< of the writer's turn

  std::shared_lock<std::shared_mutex> reading() const {
    const std::lock_guard wait(gate);
    return std::shared_lock(mutex);
  }
  std::unique_lock<std::shared_mutex> writing() const {
    const std::lock_guard wait(gate);
    return std::unique_lock(mutex);
  }

  Corpus corpus() const;
  void put(Document);  ///< folded
  void take_out(const base::Uuid&);
  /// After some documents were put in or taken out, so that the next query need not look at them.
  void follow_day();
  void clear();

  // Of the writer's turn, without the lock
  bool is_due() const;
  void begin_merge(std::int64_t reached);
  void wait_for_merge();

 private:
  void begin_anew();
  void start_from(std::shared_ptr<const Segment>);
  void make_base(const Live& old, const Live& more, const ValueTable& numbers);
  void adopt(const std::shared_ptr<const Segment>&);
};

}  // namespace entente::search
