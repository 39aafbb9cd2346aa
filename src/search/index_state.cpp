// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/index_state.hpp"

#include <malloc.h>

#include <algorithm>
#include <sstream>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "search/segment_writer.hpp"

namespace entente::search {
namespace {

/// However large the base is: what came since is read again at the next start.
constexpr std::size_t kMostInMemory = 64'000;

Live live_of(std::shared_ptr<const Segment> base) {
  const auto* segment = base.get();
  return {.piece = std::move(base), .base = segment, .removed = {}};
}

/// A query over very many documents takes some megabytes for its sets. Given back to the system, they would
/// be asked for again, page by page, by the next.
void keep_memory() {
#ifdef __GLIBC__
  constexpr int kKept = 128 << 20, kLent = 32 << 20;
  mallopt(M_TRIM_THRESHOLD, kKept);
  mallopt(M_MMAP_THRESHOLD, kLent);
#endif
}

}  // namespace

Index::State::State(PartiesNamed named, IndexOptions how)
    : parties(std::move(named)), options(std::move(how)) {
  keep_memory();
  auto begin = empty_segment();
  std::error_code ignore;
  if (!options.file.empty() && std::filesystem::exists(options.file, ignore)) {
    try {
      begin = Segment::open(options.file);
    } catch (const base::Error& e) {
      fault = e.what();
    }
  }
  start_from(std::move(begin));
}

Index::State::~State() {
  if (worker.joinable()) worker.join();
}

void Index::State::start_from(std::shared_ptr<const Segment> segment) {
  base = live_of(segment);
  documents = segment->size();
  weight = segment->weight();
  living.resize(segment->codes());
  for (Code code = 0; code < segment->codes(); ++code) living[code] = segment->count(code);
  values = std::make_unique<ValueTable>(std::move(segment));
  frozen = {};
  begin_anew();
}

void Index::State::clear() {
  start_from(empty_segment());
}

void Index::State::begin_anew() {
  auto piece = std::make_shared<MemoryPiece>();
  newest = piece.get();
  active = {.piece = std::move(piece), .base = nullptr, .removed = {}};
}

Corpus Index::State::corpus() const {
  Corpus all{.pieces = {}, .values = values.get(), .documents = documents, .weight = weight};
  for (const auto* live : {&base, &frozen, &active})
    if (live->piece && live->piece->size() > 0) all.pieces.push_back(live);
  return all;
}

void Index::State::take_out(const base::Uuid& id) {
  for (auto* live : {&active, &frozen, &base}) {
    if (!live->piece) continue;
    const auto doc = live->piece->find(id);
    if (!doc || live->removed.has(*doc)) continue;
    live->removed.add(*live->piece, *doc);
    count_out(living, *live->piece, *doc);
    weight -= live->piece->lengths()[*doc];
    --documents;
    if (frozen.piece && live != &active) gone.push_back(id);
    return;
  }
}

void Index::State::follow_day() {
  for (const auto* live : {&base, &frozen, &active})
    if (live->piece) day_marks.follow(*live, *values);
}

void Index::State::put(Document document) {
  take_out(document.id);
  if (documents >= kMaxDocs || newest->size() >= kMaxDocs)
    throw base::Error("the index", "it holds 16,777,216 documents, as many as it can number",
                      "Report this limit to the authors of Entente.");
  std::vector<Code> codes;
  for (const auto& [facet, value] : document.facets) codes.push_back(values->code_of(facet, value));
  std::ranges::sort(codes);
  const auto doubled = std::ranges::unique(codes);
  codes.erase(doubled.begin(), doubled.end());
  living.resize(values->size());
  for (const auto code : codes) ++living[code];
  const auto doc = newest->add(std::move(document), codes);
  weight += newest->lengths()[doc];
  ++documents;
}

bool Index::State::is_due() const {
  const auto lock = reading();
  const auto most = std::max(options.merge_at, std::min<std::size_t>(base.piece->size() / 4, kMostInMemory));
  // While a new base is being made, what comes may wait for it, but not without end.
  if (frozen.piece) return active.piece->size() >= 2 * most;
  const auto removed = active.removed.size() + base.removed.size();
  return active.piece->size() >= most || removed > std::max(options.merge_at / 4, documents / 3);
}

void Index::State::begin_merge(std::int64_t reached) {
  wait_for_merge();
  Live old, more;
  std::shared_ptr<const ValueTable> numbers;
  const bool again = frozen.piece != nullptr;  // the last time it failed
  auto kept = again || !options.keep ? std::string() : options.keep();
  {
    const auto lock = writing();
    if (!again) {
      frozen = std::move(active);
      frozen_at = reached;
      frozen_kept = std::move(kept);
      begin_anew();
    }
    old = base;
    more = frozen;
    numbers = std::make_shared<const ValueTable>(values->copy());
    gone.clear();
  }
  if (!options.background) return make_base(old, more, *numbers);
  worker = std::thread([this, old = std::move(old), more = std::move(more), numbers] {
    try {
      make_base(old, more, *numbers);
    } catch (const std::exception& e) {
      const auto lock = writing();
      fault = e.what();
    }
  });
}

void Index::State::wait_for_merge() {
  if (worker.joinable()) worker.join();
}

void Index::State::make_base(const Live& old, const Live& more, const ValueTable& numbers) {
  const std::array<Source, 2> sources = {Source{old.piece.get(), &old.removed},
                                         Source{more.piece.get(), &more.removed}};
  std::string why;
  std::shared_ptr<const Segment> made;
  if (!options.file.empty() && options.writes) {
    try {
      if (options.file.has_parent_path()) std::filesystem::create_directories(options.file.parent_path());
      base::WholeFile file(options.file);
      write_segment(file.out(), sources, numbers, frozen_at, frozen_kept, options.kept_from);
      file.commit();
      made = Segment::open(options.file);
    } catch (const std::exception& e) {
      why = e.what();  // finding goes on without the file
    }
  }
  if (!made) {
    std::ostringstream out;
    write_segment(out, sources, numbers, frozen_at, frozen_kept, options.kept_from);
    made = Segment::of(std::move(out).str());
  }
  day_marks.make(live_of(made), ValueTable(made));
  const auto lock = writing();
  if (!why.empty()) fault = why;
  adopt(made);
}

void Index::State::adopt(const std::shared_ptr<const Segment>& segment) {
  base = live_of(segment);
  frozen = {};
  for (const auto& id : gone)
    if (const auto doc = segment->find(id); doc && !base.removed.has(*doc)) base.removed.add(*segment, *doc);
  gone.clear();

  // What came meanwhile gets the new numbers of its values.
  auto renewed = std::make_unique<ValueTable>(segment);
  std::vector<Code> new_codes(values->size());
  std::vector<bool> known(values->size());
  for (Doc doc = 0; doc < newest->size(); ++doc)
    for (const auto code : newest->values(doc)) {
      if (known[code]) continue;
      known[code] = true;
      new_codes[code] = renewed->code_of(values->facet(code), values->value(code));
    }
  newest->renumber(new_codes);
  values = std::move(renewed);

  living.assign(values->size(), 0);
  for (Code code = 0; code < segment->codes(); ++code) living[code] = segment->count(code);
  for (const auto doc : base.removed.docs()) count_out(living, *segment, doc);
  for (Doc doc = 0; doc < newest->size(); ++doc)
    if (!active.removed.has(doc)) count_in(living, *newest, doc);
  follow_day();
}

}  // namespace entente::search
