// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/error.hpp"
#include "search/counting.hpp"
#include "search/memory_piece.hpp"
#include "search/ordering.hpp"
#include "search/segment_writer.hpp"

/// A base is what the bytes make of a good one; whatever it says, it is refused or read within its bounds.
/// The checksums, which would refuse nearly all of it, are not looked at.
namespace {
using namespace entente::search;

std::string good_base() {
  MemoryPiece piece;
  const Removed removed;
  ValueTable values(empty_segment());
  for (unsigned n = 0; n < 300; ++n) {
    Document d;
    std::array<std::uint8_t, 16> id{};
    id[15] = static_cast<std::uint8_t>(n);
    id[14] = static_cast<std::uint8_t>(n >> 8);
    d.id = entente::base::Uuid(id);
    d.texts = {{Zone::title, (n % 3 == 0 ? "clean waters " : "clean water ") + std::to_string(n), "en"},
               {Zone::rest, "w" + std::to_string(n % 7)}};
    d.sort_title = std::to_string(n);
    d.updated = n;
    piece.add(std::move(d), {values.code_of(Facet::goal, std::to_string(n % 5)),
                             values.code_of(Facet::kind, std::to_string(n % 2))});
  }
  std::ostringstream out;
  const Source source{&piece, &removed};
  write_segment(out, {&source, 1}, values, 1, "kept", 8);
  return std::move(out).str();
}

void ask(const std::shared_ptr<const Segment>& base) {
  const ValueTable values(base);
  const Live live{.piece = base, .base = base.get(), .removed = {}};
  const Corpus corpus{
      .pieces = {&live}, .values = &values, .documents = base->size(), .weight = base->weight()};
  const CodeCounts living(values.size());
  const auto word = [](const char* text, bool prefix) { return Word{.text = text, .prefix = prefix}; };
  const Word water{.text = "water", .alike = true};
  const Node nodes[] = {{.is = All{}},
                        {.is = Phrase{{word("clean", false), word("water", false)}}},
                        {.is = Phrase{{word("clean", false), word("water", false), word("1", true)}}},
                        {.is = Phrase{{word("w", true)}}},
                        {.is = Phrase{{water}}},
                        {.is = Values{Facet::goal, {"1", "3"}}},
                        {.is = Range{Figure::amount}}};
  for (const auto& node : nodes)
    for (const auto order : {Order::relevance, Order::title, Order::newest, Order::updated}) {
      const auto filters = order == Order::title    ? Filters{{Facet::goal, "1"}}
                           : order == Order::newest ? Filters{{Facet::goal, "1"}, {Facet::kind, "0"}}
                                                    : Filters();
      auto found = find(corpus, node, filters, living, {order, 20});
      if (found.tally.values.size() != values.size()) std::abort();
      listed(values, found.tally.values, 5);
      if (page(corpus, found.hits, order, 0, 20).size() > 20) std::abort();
    }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::string good = good_base();
  auto bytes = good;
  // Each change: three bytes say where, the fourth is put there.
  for (; size >= 4; data += 4, size -= 4)
    bytes[(data[0] | data[1] << 8U | data[2] << 16U) % bytes.size()] = static_cast<char>(data[3]);
  try {
    ask(Segment::of(std::move(bytes), Segment::Checksums::ignore));
  } catch (const entente::base::Error&) {
    return 0;
  }
  return 0;
}
