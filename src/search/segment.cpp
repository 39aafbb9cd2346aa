// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/segment.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "search/bits.hpp"

namespace entente::search {
namespace {

bool ascends(std::span<const std::uint32_t> starts, std::uint64_t end) {
  return std::ranges::is_sorted(starts) && (starts.empty() || starts.back() <= end);
}
bool ascends(std::span<const std::uint64_t> starts, std::uint64_t end) {
  return std::ranges::is_sorted(starts) && (starts.empty() || starts.back() <= end);
}
template <class T>
bool below(std::span<const T> numbers, std::uint64_t limit) {
  T most = 0;
  for (const auto n : numbers) most = std::max(most, n);
  return numbers.empty() || most < limit;
}

}  // namespace

void damaged_base(const char* what) {
  throw base::Error("the base of the index", std::string("is damaged: ") + what,
                    "It is made anew from the register; 'entente index rebuild' does so at once.");
}

struct Segment::Mapping {
  void* begin = nullptr;
  std::size_t size = 0;
  ~Mapping() {
    if (begin != nullptr) munmap(begin, size);
  }
};

Segment::~Segment() = default;

std::shared_ptr<const Segment> Segment::open(const std::filesystem::path& file) {
  const auto fail = [&](const char* what) {
    throw base::Error(file.string(), std::string(what) + ": " + std::strerror(errno),
                      "Check that the folder and its files can be read.");
  };
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail("cannot be opened");
  struct stat about {};
  auto mapping = std::make_unique<Mapping>();
  const bool known = fstat(fd, &about) == 0;
  void* begin = MAP_FAILED;
  if (known && about.st_size > 0) {
    mapping->size = static_cast<std::size_t>(about.st_size);
    // All of it is read, to verify it: the disk may begin at once, with as much as it can take.
    posix_fadvise(fd, 0, 0, POSIX_FADV_WILLNEED);
    begin = mmap(nullptr, mapping->size, PROT_READ, MAP_SHARED, fd, 0);
  }
  const int why = errno;
  ::close(fd);
  errno = why;
  if (known && about.st_size == 0) damaged_base("it is empty");
  if (begin == MAP_FAILED) fail("cannot be read");
  mapping->begin = begin;
  // The checksums are read from the first byte to the last: the disk may read ahead.
  madvise(begin, mapping->size, MADV_SEQUENTIAL);
  std::shared_ptr<Segment> made(new Segment);
  made->bytes_ = {static_cast<const char*>(begin), mapping->size};
  made->mapping_ = std::move(mapping);
  made->read(Checksums::verify);
  madvise(begin, made->bytes_.size(), MADV_NORMAL);
  return made;
}

std::shared_ptr<const Segment> Segment::of(std::string bytes, Checksums checksums) {
  std::shared_ptr<Segment> made(new Segment);
  bytes.reserve(32);  // on the heap, and so on a multiple of eight bytes
  made->held_ = std::move(bytes);
  made->bytes_ = made->held_;
  made->read(checksums);
  return made;
}

void Segment::read(Checksums checksums) {
  if (bytes_.size() < sizeof footer_ || bytes_.size() % 8 != 0) damaged_base("it is too short");
  const auto end = bytes_.size() - sizeof footer_;
  footer_ = load<SegmentFooter>(bytes_.data() + end);
  if (footer_.magic != kSegmentMagic) damaged_base("its end is missing");
  if (footer_.version != kSegmentVersion) damaged_base("it is of another version");
  const bool verify = checksums == Checksums::verify;
  if (verify && footer_.checksum != checksum_of(&footer_, offsetof(SegmentFooter, checksum)))
    damaged_base("its footer is not what was written");
  for (std::size_t s = 0; s < kSections; ++s) {
    const auto& place = footer_.sections[s];
    if (place.offset % 8 != 0 || place.offset > end || place.size > end - place.offset ||
        end - place.offset - place.size < 8)
      damaged_base("a section lies outside of it");
    sections_[s] = bytes_.substr(place.offset, place.size);
    if (verify && place.checksum != checksum_of(sections_[s].data(), sections_[s].size()))
      damaged_base("a section is not what was written");
  }
  check_form();
}

/// What every later access relies on.
void Segment::check_form() const {
  const std::uint64_t n = footer_.documents, words = footer_.words, codes = footer_.codes;
  const auto sized = [&](Section s, std::uint64_t count, std::size_t each) {
    if (section(s).size() != count * each) damaged_base("a section is of the wrong size");
  };
  if (n > kMaxDocs) damaged_base("it has too many documents");
  sized(Section::word_blocks, (words + kFrontCoded - 1) / kFrontCoded, 4);
  sized(Section::posting_starts, words, 8);
  sized(Section::kin_blocks, section(Section::kin_blocks).size() / 4, 4);
  sized(Section::text_starts, n + 1, 8);
  for (const auto s : {Section::lengths, Section::by_id, Section::starts, Section::title_ranks})
    sized(s, n, 4);
  sized(Section::ids, n, 16);
  sized(Section::updated, n, 8);
  sized(Section::title_blocks, (n + kFrontCoded - 1) / kFrontCoded, 8);
  sized(Section::value_starts, codes + 1, 4);
  sized(Section::value_counts, codes, 4);
  sized(Section::holder_starts, codes, 8);
  sized(Section::facets, kFacets, 8);
  sized(Section::narrow_starts, n + 1, 4);
  sized(Section::wide_starts, has_wide() ? n + 1 : 0, 4);
  sized(Section::frequent_starts, n + 1, 4);
  sized(Section::attested, n, 1);
  for (const auto s : {Section::light_days, Section::light_turns}) sized(s, n, 4);
  if (section(Section::turn_starts).size() < 4) damaged_base("it says nothing of lights");
  const auto many = [&](Section s, std::size_t each) {
    const auto count = section(s).size() / each;
    sized(s, count, each);
    return count;
  };
  const auto pairs = many(Section::pair_keys, 4), counted = many(Section::counted_values, 4);
  sized(Section::pair_starts, pairs, 8);
  sized(Section::run_starts, many(Section::run_keys, 8), 8);
  sized(Section::value_bits, counted * words_of_bits(), 8);
  sized(Section::count_starts,
        footer_.counted_words + many(Section::group_starts, 8) + many(Section::counted_runs, 4) + counted +
            many(Section::value_pairs, 8) + 1,
        8);

  const auto size = [&](Section s) { return section(s).size(); };
  if (!ascends(array<std::uint32_t>(Section::word_blocks), size(Section::words)) ||
      !ascends(array<std::uint32_t>(Section::kin_blocks), size(Section::kin)) ||
      !below(array<std::uint64_t>(Section::posting_starts), size(Section::postings) + 1) ||
      !ascends(array<std::uint64_t>(Section::text_starts), size(Section::texts)) ||
      !ascends(array<std::uint64_t>(Section::title_blocks), size(Section::titles)) ||
      !ascends(array<std::uint32_t>(Section::value_starts), size(Section::values)) ||
      !below(array<std::uint64_t>(Section::holder_starts), size(Section::holders) + 1) ||
      !ascends(array<std::uint32_t>(Section::narrow_starts), size(Section::narrow_rows) / 2) ||
      !ascends(array<std::uint32_t>(Section::frequent_starts), size(Section::frequent_rows)) ||
      (has_wide() && !ascends(array<std::uint32_t>(Section::wide_starts), size(Section::wide_rows) / 4)) ||
      !ascends(array<std::uint32_t>(Section::turn_starts), many(Section::turns, 8)) ||
      !below(array<std::uint64_t>(Section::group_starts), size(Section::groups) + 1) ||
      !below(array<std::uint64_t>(Section::pair_starts), size(Section::pairs) + 1) ||
      !below(array<std::uint64_t>(Section::run_starts), size(Section::runs) + 1) ||
      !ascends(array<std::uint64_t>(Section::count_starts), size(Section::counts)) ||
      footer_.counted_words > words || footer_.paired_words > std::min<std::uint64_t>(words, kMostPaired))
    damaged_base("what it points at lies outside of it");
  if (!below(array<std::uint32_t>(Section::by_id), n) ||
      !below(array<std::uint32_t>(Section::title_ranks), n) ||
      !below(array<std::uint16_t>(Section::narrow_rows), codes) ||
      !below(array<std::uint32_t>(Section::wide_rows), codes) ||
      !below(array<std::uint32_t>(Section::counted_values), codes) ||
      !std::ranges::is_sorted(array<std::uint32_t>(Section::counted_values)) ||
      !below(array<std::uint8_t>(Section::frequent_rows), frequent().size()) ||
      !below(array<std::uint32_t>(Section::light_turns), size(Section::turn_starts) / 4 - 1))
    damaged_base("it names what it does not hold");
  // The codes of the facets: all of them, each once.
  std::vector<std::pair<Code, Code>> ranges;
  for (std::size_t f = 0; f < kFacets; ++f) ranges.push_back(codes_of(static_cast<Facet>(f)));
  std::ranges::sort(ranges);
  Code expected = 0;
  for (const auto& [begin, end] : ranges) {
    if (begin > end || (begin != end && begin != expected)) damaged_base("its values are out of order");
    if (begin != end) expected = end;
  }
  if (expected != codes) damaged_base("its values are out of order");
}

}  // namespace entente::search
