// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/segment.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "base/error.hpp"
#include "search/memory_piece.hpp"
#include "search/segment_writer.hpp"

namespace entente::search {
namespace {

base::Uuid uuid(unsigned n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[14] = static_cast<std::uint8_t>(n >> 8);
  bytes[15] = static_cast<std::uint8_t>(n);
  return base::Uuid(bytes);
}

Document document(unsigned n) {
  Document d;
  d.id = uuid(n);
  d.texts = {{Zone::title, "water number" + std::to_string(n), "en"},
             {Zone::rest, n % 2 == 0 ? "even water" : "odd"}};
  d.facets = {{Facet::goal, std::to_string(n % 3)}, {Facet::party, "p" + std::to_string(n)}};
  d.sort_title = "title " + std::to_string(n * 7 % 100);
  d.start = static_cast<std::int64_t>(n) - 5;
  d.updated = n;
  d.changed = 100 + n;
  d.amounts = {{"EUR", -1}, {"USD", 1'000'000'000'000}};
  d.lights = {{-4, 1}, {20'000, 3}};
  d.kept = "kept " + std::to_string(n);
  return d;
}

/// A base of `count` documents, of which every fifth was removed before.
std::string written(unsigned count, std::size_t least = kLeastKept) {
  MemoryPiece piece;
  Removed removed;
  ValueTable values(empty_segment());
  for (unsigned n = 0; n < count; ++n) {
    auto d = document(n);
    std::vector<Code> codes;
    for (const auto& [facet, value] : d.facets) codes.push_back(values.code_of(facet, value));
    piece.add(std::move(d), codes);
  }
  for (Doc doc = 0; doc < count; doc += 5) removed.add(piece, doc);
  std::ostringstream out;
  const Source source{&piece, &removed};
  write_segment(out, {&source, 1}, values, 77, "of the owner", least);
  return std::move(out).str();
}

TEST(Segment, HoldsWhatWasPutIn) {
  const auto segment = Segment::of(written(40));
  EXPECT_EQ(segment->size(), 32U);
  EXPECT_EQ(segment->sequence(), 77);
  EXPECT_EQ(segment->kept(), "of the owner");
  EXPECT_EQ(segment->find(uuid(5)), std::nullopt) << "removed";
  EXPECT_EQ(segment->find("number5"), std::nullopt);
  EXPECT_EQ(segment->find("wat"), std::nullopt);

  const auto water = segment->find("water");
  ASSERT_TRUE(water);
  EXPECT_EQ(segment->postings(*water).size(), 32U);
  PostingCursor cursor(segment->postings(*water));
  const auto postings = cursor.next();
  EXPECT_EQ(segment->id(0), uuid(39)) << "the last change first";
  EXPECT_EQ(weight_of(postings[0]), 6U) << "39 is odd";
  EXPECT_EQ(weight_of(postings[1]), 7U);

  const auto doc = segment->find(uuid(8)).value();
  const auto card = segment->card(doc);
  EXPECT_EQ(card.id, uuid(8));
  EXPECT_EQ(card.title, "title 56");
  EXPECT_EQ(card.start, 3);
  EXPECT_EQ(card.updated, 8);
  EXPECT_EQ(segment->kept(doc), "kept 8");
  const auto figures = segment->figures(doc);
  EXPECT_EQ(figures.changed, 108);
  EXPECT_EQ(figures.amounts, document(8).amounts);
  EXPECT_EQ(figures.lights, document(8).lights);
  std::vector<TermId> buffer;
  const auto sequence = segment->sequence(doc, buffer);
  ASSERT_EQ(sequence.size(), 6U);
  EXPECT_EQ(sequence[0], *water);
  EXPECT_EQ(sequence[1], segment->find("number8"));
  EXPECT_EQ(sequence[2], end_of(Zone::title, Tongue::en));
  EXPECT_EQ(sequence[4], *water);
  EXPECT_EQ(sequence[5], end_of(Zone::rest, std::nullopt));

  std::vector<std::string> words;
  segment->each_word("number2", [&](std::string_view word, TermId) {
    words.emplace_back(word);
    return true;
  });
  EXPECT_EQ(words, (std::vector<std::string>{"number2", "number21", "number22", "number23", "number24",
                                             "number26", "number27", "number28", "number29"}));
  std::size_t all = 0;
  segment->each_word({}, [&](std::string_view, TermId) { return ++all > 0; });
  EXPECT_EQ(all, 32U + 3) << "number…, water, even, odd";
  segment->each_word({}, [&](std::string_view, TermId) { return ++all < 40; });
  EXPECT_EQ(all, 40U) << "no further than it is wanted";

  const auto one = segment->find(Facet::goal, "1");
  ASSERT_TRUE(one);
  EXPECT_EQ(segment->value(*one), "1");
  EXPECT_EQ(segment->holders(*one).size(), segment->count(*one));
  EXPECT_EQ(segment->find(Facet::target, "1"), std::nullopt);
  EXPECT_EQ(segment->values(doc, buffer).size(), 2U);
}

std::size_t counted(const Segment::Kept& kept, std::optional<Code> code) {
  const auto at = std::ranges::find(kept, code.value(), [](const auto& one) { return one.first; });
  return at == kept.end() ? 0 : at->second;
}

TEST(Segment, KeepsMoreOfWhatIsFrequent) {
  const auto plain = Segment::of(written(40)), more = Segment::of(written(40, 8));
  EXPECT_FALSE(plain->counts(plain->find("water").value()));
  EXPECT_FALSE(plain->pair(plain->find("even").value(), plain->find("water").value()));
  EXPECT_TRUE(plain->bits(plain->find(Facet::goal, "1").value()).empty());

  const auto even = more->find("even").value(), water = more->find("water").value();
  const auto one = more->find(Facet::goal, "1").value();
  EXPECT_EQ(counted(more->counts(water).value(), one), more->count(one));
  const auto pair = more->pair(even, water);
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->list.size(), 16U) << "half of those that were not removed";
  EXPECT_EQ(counted(more->counts_of_run(pair->place).value(), more->find(Facet::goal, "0")), 5U)
      << "6, 12, 18, 24 and 36; 0 and 30 were removed";
  EXPECT_EQ(more->pair(water, even).value().list.size(), 0U);
  EXPECT_FALSE(more->pair(water, more->find("number8").value())) << "too rare";

  const auto bits = more->bits(one);
  ASSERT_EQ(bits.size(), more->words_of_bits());
  std::vector<Code> buffer;
  for (Doc doc = 0; doc < more->size(); ++doc)
    EXPECT_EQ(bits[0] >> doc & 1, std::ranges::count(more->values(doc, buffer), one));
  EXPECT_TRUE(more->bits(more->find(Facet::party, "p8").value()).empty());
}

TEST(Segment, LongRunsAreKept) {
  MemoryPiece piece;
  ValueTable values(empty_segment());
  for (unsigned n = 0; n < 40; ++n) {
    Document d;
    d.id = uuid(n);
    d.texts = {{Zone::rest, n % 2 == 0 ? "a b c d" : "b c d a b x"}};
    piece.add(std::move(d), {});
  }
  const Removed removed;
  const Source source{&piece, &removed};
  std::ostringstream out;
  write_segment(out, {&source, 1}, values, 1, {}, 10);
  const auto base = Segment::of(std::move(out).str());
  const auto id = [&](std::string_view word) { return base->find(word).value(); };
  const auto ab = base->pair(id("a"), id("b")).value(), bc = base->pair(id("b"), id("c")).value(),
             cd = base->pair(id("c"), id("d")).value(), da = base->pair(id("d"), id("a")).value();
  EXPECT_EQ(ab.list.size(), 40U);
  const auto abc = base->run(ab, bc).value(), bcd = base->run(bc, cd).value();
  EXPECT_EQ(abc.list.size(), 20U);
  EXPECT_EQ(bcd.list.size(), 40U);
  EXPECT_EQ(base->run(abc, bcd).value().list.size(), 20U);
  const auto cda = base->run(cd, da).value();
  EXPECT_EQ(base->run(bcd, cda).value().list.size(), 20U);
  EXPECT_EQ(base->run(ab, base->pair(id("b"), id("a")).value()).value().list.size(), 0U) << "nowhere";
}

TEST(Segment, OfRunsThatAreTooLongNothingIsSaid) {
  MemoryPiece piece;
  ValueTable values(empty_segment());
  const std::vector<std::string> words = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
  Document d;
  d.id = uuid(1);
  d.texts = {{Zone::rest, "a b c d e f g h i j"}};
  piece.add(std::move(d), {});
  const Removed removed;
  const Source source{&piece, &removed};
  std::ostringstream out;
  write_segment(out, {&source, 1}, values, 1, {}, 1);
  const auto base = Segment::of(std::move(out).str());
  std::vector<Segment::Run> runs;
  for (std::size_t i = 0; i + 1 < words.size(); ++i)
    runs.push_back(base->pair(base->find(words[i]).value(), base->find(words[i + 1]).value()).value());
  for (std::size_t length = 3; length <= kLongestRun; ++length) {
    for (std::size_t i = 0; i + 1 < runs.size(); ++i) runs[i] = base->run(runs[i], runs[i + 1]).value();
    runs.pop_back();
    for (const auto& run : runs) EXPECT_EQ(run.list.size(), 1U) << length;
  }
  EXPECT_FALSE(base->run(runs[0], runs[1])) << "it would be longer than the longest that is kept";
}

TEST(Segment, GroupsAreThoseOfOneStem) {
  MemoryPiece piece;
  ValueTable values(empty_segment());
  for (unsigned n = 0; n < 30; ++n) {
    Document d;
    d.id = uuid(n);
    d.texts = {{Zone::rest, n % 3 == 0 ? "pump" : n % 3 == 1 ? "pumps pumped" : "well", "en"}};
    piece.add(std::move(d), {});
  }
  const Removed removed;
  const Source source{&piece, &removed};
  std::ostringstream out;
  write_segment(out, {&source, 1}, values, 1, {}, 10);
  const auto base = Segment::of(std::move(out).str());
  ASSERT_EQ(base->groups(), 1U);
  const auto group = base->group(0);
  std::vector<TermId> words = {*base->find("pump"), *base->find("pumps"), *base->find("pumped")};
  std::ranges::sort(words);
  EXPECT_EQ(group.words, words);
  EXPECT_EQ(group.list.size(), 20U);
  PostingCursor cursor(group.list);
  for (const auto p : cursor.next())
    EXPECT_EQ(weight_of(p), base->id(doc_of(p)).bytes()[15] % 3 == 1 ? 2U : 1U);
  EXPECT_EQ(base->groups_led_by(words[0]), std::pair(std::size_t{0}, std::size_t{1}));
  const auto [begin, end] = base->groups_led_by(*base->find("well"));
  EXPECT_EQ(begin, end);
}

TEST(Segment, OfNothing) {
  for (const auto& segment : {empty_segment(), Segment::of(written(0))}) {
    EXPECT_EQ(segment->size(), 0U);
    EXPECT_EQ(segment->find("water"), std::nullopt);
    EXPECT_EQ(segment->find(uuid(1)), std::nullopt);
    EXPECT_EQ(segment->find(Facet::goal, "1"), std::nullopt);
    segment->each_word({}, [](std::string_view word, TermId) {
      ADD_FAILURE() << word;
      return true;
    });
  }
}

TEST(Segment, EveryChangedByteIsNoticed) {
  const auto good = written(20);
  for (std::size_t at = 0; at < good.size(); ++at) {
    auto bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    try {
      const auto segment = Segment::of(bytes);
      EXPECT_EQ(bytes[at], 0x10) << "only the zeros between the sections may differ, at " << at;
    } catch (const base::Error&) {
    }
  }
}

TEST(Segment, EveryTornFileIsNoticed) {
  const auto file = std::filesystem::temp_directory_path() / ("entente-base-" + std::to_string(getpid()));
  const auto good = written(20);
  for (std::size_t size = 0; size <= good.size(); size += size + 64 < good.size() ? 64 : 1) {
    std::ofstream(file, std::ios::binary) << good.substr(0, size);
    if (size == good.size())
      EXPECT_EQ(Segment::open(file)->size(), 16U);
    else
      EXPECT_THROW(Segment::open(file), base::Error) << size;
  }
  std::filesystem::remove(file);
  EXPECT_THROW(Segment::open(file), base::Error);
}

}  // namespace
}  // namespace entente::search
