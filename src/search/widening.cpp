// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/widening.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "search/ideographs.hpp"
#include "search/known_names.hpp"

namespace entente::search {
namespace {

/// A longer run of ideographs is looked at no further than this for a name in it.
constexpr std::size_t kLookedThrough = 40;  // characters
constexpr std::size_t kShortestInRun = 2;

class Widening {
 public:
  explicit Widening(const PartiesOfBody& parties) : parties_(parties) {}

  Node of(Node node) const {
    if (auto* all = std::get_if<All>(&node.is)) {
      all->parts = side_by_side(std::move(all->parts));
    } else if (auto* any = std::get_if<Any>(&node.is)) {
      for (auto& part : any->parts) part = of(std::move(part));
    } else if (std::holds_alternative<Phrase>(node.is)) {
      Nodes one;
      one.push_back(std::move(node));
      return std::move(side_by_side(std::move(one)).front());
    }
    return node;
  }

 private:
  /// The word or run that a part is, where it may name something.
  static std::optional<std::string> name_in(const Node& node) {
    const auto* phrase = std::get_if<Phrase>(&node.is);
    if (phrase == nullptr) return std::nullopt;
    if (phrase->loose) return run_of(*phrase);
    const auto& word = phrase->words.front();
    return word.alike ? std::optional(word.text) : std::nullopt;
  }

  Nodes side_by_side(Nodes parts) const {
    Nodes out;
    for (std::size_t i = 0; i < parts.size();) {
      const auto words = words_from(parts, i);
      std::size_t taken = 0;
      for (auto n = words.size(); n > 0 && taken == 0; --n)
        if (auto others = named_by(std::span(words).first(n)); !others.empty()) {
          out.push_back(either(std::span(parts).subspan(i, n), std::move(others)));
          taken = n;
        }
      if (taken == 0 && !words.empty()) {
        if (auto others = named_inside(parts[i], words.front()); !others.empty()) {
          out.push_back(either(std::span(parts).subspan(i, 1), std::move(others)));
          taken = 1;
        }
      }
      if (taken == 0) {
        const bool group = !std::holds_alternative<Phrase>(parts[i].is);
        out.push_back(group ? of(std::move(parts[i])) : std::move(parts[i]));
      }
      i += std::max<std::size_t>(taken, 1);
    }
    return out;
  }

  /// The words that stand side by side from there on. One that is excluded stands alone.
  static std::vector<std::string> words_from(const Nodes& parts, std::size_t from) {
    std::vector<std::string> words;
    const auto most = KnownNames::all().most_words();
    for (auto i = from; i < parts.size() && words.size() < most; ++i) {
      if (parts[i].excluded && i > from) break;
      auto word = name_in(parts[i]);
      if (!word) break;
      words.push_back(std::move(*word));
      if (parts[i].excluded) break;
    }
    return words;
  }

  /// Everything that has just this name.
  Nodes named_by(std::span<const std::string> words) const {
    const auto& names = KnownNames::all();
    Nodes others;
    for (auto& values : names.values(words)) others.push_back({.is = std::move(values)});
    const auto body = names.body(words);
    if (!body) return others;
    for (const auto& acronym : names.acronyms(*body))
      if (words.size() > 1 || acronym != words.front())
        others.push_back({.is = Phrase{.words = {{.text = acronym}}}});
    if (auto ids = parties_ ? parties_(*body) : std::vector<std::string>(); !ids.empty()) {
      std::ranges::sort(ids);
      others.push_back({.is = Values{.facet = Facet::party, .any = std::move(ids), .in_words = true}});
    }
    return others;
  }

  /// The longest name inside a run of ideographs, together with what stands before and after it: 中国政府 is
  /// China, and a government.
  Nodes named_inside(const Node& node, std::string_view run) const {
    if (!std::get<Phrase>(node.is).loose || node.excluded) return {};
    const auto borders = borders_of(run);
    const auto most = std::min(borders.size() - 1, kLookedThrough);
    for (auto length = most - 1; length >= kShortestInRun; --length)
      for (std::size_t begin = 0; begin + length <= most; ++begin) {
        const auto end = borders[begin + length];
        const std::string name(run.substr(borders[begin], end - borders[begin]));
        auto named = named_by(std::span(&name, 1));
        if (named.empty()) continue;
        Nodes parts;
        for (const auto rest : {run.substr(0, borders[begin]), run.substr(end)})
          if (!rest.empty()) parts.push_back({.is = phrase_of_run(rest)});
        parts.push_back(named.size() == 1 ? std::move(named.front()) : Node{.is = Any{std::move(named)}});
        return {{.is = All{std::move(parts)}}};
      }
    return {};
  }

  static Node either(std::span<Node> written, Nodes others) {
    const bool excluded = written.front().excluded;
    Nodes any;
    if (written.size() == 1) {
      any.push_back(std::move(written.front()));
      any.front().excluded = false;
    } else {
      any.push_back(
          {.is = All{{std::make_move_iterator(written.begin()), std::make_move_iterator(written.end())}}});
    }
    std::ranges::move(others, std::back_inserter(any));
    return {.is = Any{std::move(any)}, .excluded = excluded};
  }

  const PartiesOfBody& parties_;
};

}  // namespace

Node widen(Node tree, const PartiesOfBody& parties) {
  return Widening(parties).of(std::move(tree));
}

}  // namespace entente::search
