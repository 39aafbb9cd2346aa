// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/document_order.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "search/bits.hpp"
#include "search/section_writer.hpp"

namespace entente::search {
namespace {

/// Most comparisons of titles end with the first eight bytes.
struct Titled {
  std::uint64_t begin;
  Doc doc;
};

std::uint64_t begin_of(std::string_view title) {
  std::uint64_t begin = 0;
  for (std::size_t i = 0; i < 8; ++i)
    begin = begin << 8 | (i < title.size() ? static_cast<unsigned char>(title[i]) : 0U);
  return begin;
}

void write_titles(SectionWriter& out, const DocumentOrder& documents) {
  std::vector<Titled> order;
  order.reserve(documents.size());
  for (Doc doc = 0; doc < documents.size(); ++doc) order.push_back({begin_of(documents[doc].title), doc});
  std::ranges::sort(order, [&](const Titled& a, const Titled& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    const auto by_bytes = documents[a.doc].title.compare(documents[b.doc].title);
    return by_bytes != 0 ? by_bytes < 0 : a.doc < b.doc;
  });
  std::vector<std::uint32_t> ranks(documents.size());
  std::vector<std::uint64_t> blocks;
  Buffered titles(out, Section::titles);
  std::string_view before;
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) {
    const std::string_view title = documents[order[rank].doc].title;
    ranks[order[rank].doc] = rank;
    if (rank % kFrontCoded == 0) {
      blocks.push_back(titles.at());
      before = {};
    }
    put_front_coded(titles.bytes(), title, before);
    before = title;
  }
  titles.end();
  out.whole(Section::title_ranks, ranks);
  out.whole(Section::title_blocks, blocks);
}

}  // namespace

DocumentOrder::DocumentOrder(std::span<const Source> sources) : sources_(sources) {
  const auto sooner = [](const Entry& a, const Entry& b) {
    return a.updated != b.updated ? a.updated > b.updated : a.id < b.id;
  };
  for (std::uint32_t s = 0; s < sources.size(); ++s) {
    const auto middle = static_cast<std::ptrdiff_t>(entries_.size());
    for (Doc doc = 0; doc < sources[s].piece->size(); ++doc) {
      if (sources[s].removed->has(doc)) continue;
      auto card = sources[s].piece->card(doc);
      entries_.push_back({card.id, card.updated, card.start, std::move(card.title), doc, s});
    }
    // Those of a base are in order already.
    const auto begin = entries_.begin() + middle;
    if (!std::is_sorted(begin, entries_.end(), sooner)) std::sort(begin, entries_.end(), sooner);
    std::inplace_merge(entries_.begin(), begin, entries_.end(), sooner);
  }
}

std::vector<Doc> DocumentOrder::new_numbers(std::size_t source) const {
  std::vector<Doc> numbers(sources_[source].piece->size(), kGone);
  for (Doc doc = 0; doc < entries_.size(); ++doc)
    if (entries_[doc].source == source) numbers[entries_[doc].doc] = doc;
  return numbers;
}

void write_cards(SectionWriter& out, const DocumentOrder& documents) {
  std::string ids;
  std::vector<std::int64_t> updated;
  std::vector<std::int32_t> starts;
  for (Doc doc = 0; doc < documents.size(); ++doc) {
    const auto& entry = documents[doc];
    store(ids, entry.id.bytes());
    updated.push_back(entry.updated);
    using Day = std::numeric_limits<std::int32_t>;
    starts.push_back(
        static_cast<std::int32_t>(std::clamp<std::int64_t>(entry.start, Day::min(), Day::max())));
  }
  out.whole(Section::ids, ids);
  out.whole(Section::updated, updated);
  out.whole(Section::starts, starts);

  std::vector<Doc> order(documents.size());
  std::iota(order.begin(), order.end(), Doc{0});
  std::ranges::sort(order, {}, [&](Doc doc) { return documents[doc].id; });
  out.whole(Section::by_id, order);
  write_titles(out, documents);
}

}  // namespace entente::search
