// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exchange/iati/piece_reader.hpp"

namespace entente::exchange::iati {

/// Threads that read the pieces of a file while it is cut and what was read is taken: pieces go in and come
/// out in the order of the file. What is in hand is bounded, whatever the file.
class PieceCrew {
 public:
  using Read = std::function<ReadPiece(const Piece&)>;
  /// Starts a thread that does this; throws where there can be none.
  using Start = std::function<std::thread(std::function<void()> work)>;

  /// `reader` makes what reads: once in each thread, and there. Where fewer threads can be started, those do
  /// it; where none can, pieces are read as they are put.
  PieceCrew(std::size_t threads, std::function<Read()> reader, const Start& = start_thread);
  /// Lets go of what is in hand.
  ~PieceCrew();
  PieceCrew(const PieceCrew&) = delete;
  PieceCrew& operator=(const PieceCrew&) = delete;

  void put(const Piece&);
  /// The pieces that were put first and not taken yet, where they have been read, or where no more may be in
  /// hand: then they are waited for. Empty where the next may be put before. Throws what reading threw, once
  /// all that was read before it has been taken.
  std::vector<ReadPiece> take();
  /// The same once nothing more is put: empty when all has been taken.
  std::vector<ReadPiece> take_rest();

 private:
  /// Pieces that go to a thread together, with their bytes: one by one they would cost more to hand over than
  /// to read.
  struct Batch {
    std::deque<std::string> bytes;
    std::vector<Piece> pieces;
    std::size_t weight = 0;
    std::vector<ReadPiece> read;
    std::exception_ptr failed;
    bool done = false;
  };
  static std::thread start_thread(std::function<void()> work);
  void read(Batch&, Read& with);
  void work();
  void send();
  std::vector<ReadPiece> first(std::unique_lock<std::mutex>&);

  const std::function<Read()> reader_;
  Read alone_;  ///< where there is no thread
  std::shared_ptr<Batch> open_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable sent_, read_;
  std::deque<std::shared_ptr<Batch>> in_hand_, waiting_;
  std::size_t weight_ = 0;  ///< of all that is in hand
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace entente::exchange::iati
