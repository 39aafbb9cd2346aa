// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "queries.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "search/tokens.hpp"

using namespace entente::search;

namespace {

std::vector<std::string> words_of(const Document& d) {
  std::vector<std::string> words;
  for (const auto& [zone, text, language] : d.texts)
    if (zone != Zone::party)
      for (auto& word : tokens(text))
        if (word.size() > 2 && static_cast<unsigned char>(word[0]) < 0x80) words.push_back(std::move(word));
  return words;
}

/// Makes queries of documents.
class Asker {
 public:
  Asker(const Grown& grown, std::size_t documents, const Index& index)
      : grown_(grown), documents_(documents), index_(index), common_(common_words(grown, documents)) {}

  Query common_word() { return query_of(any_of(common_)); }

  Query three_words() {
    for (;;) {
      const auto words = words_of(document());
      if (words.size() >= 3) return query_of(any_of(words) + ' ' + any_of(words) + ' ' + any_of(words));
    }
  }

  Query phrase() {
    for (;;) {
      const auto words = words_of(document());
      if (words.size() < 9) continue;
      const auto at = random_() % (words.size() - 3);
      const auto third = random_() % 2 == 0 ? std::string() : ' ' + words[at + 2];
      auto query = query_of('"' + words[at] + ' ' + words[at + 1] + third + '"');
      if (index_.search(query).total > 0) return query;
    }
  }

  Query filters(std::size_t most, Query query = query_of({})) {
    const auto d = document();
    for (auto n = 1 + random_() % most; n > 0 && !d.facets.empty(); --n)
      query.filters.push_back(any_of(d.facets));
    return query;
  }

  Query chinese() {
    for (;;) {
      const auto d = document();
      for (const auto& [zone, words, language] : d.texts) {
        const auto at = words.find("\xE4");
        if (at == std::string::npos || words.size() < at + 12) continue;
        std::string run;
        for (auto i = at;
             i + 2 < words.size() && static_cast<unsigned char>(words[i]) >= 0xE4 &&
             static_cast<unsigned char>(words[i]) <= 0xE9 && run.size() < 6 + 3 * (random_() % 4);
             i += 3)
          run += words.substr(i, 3);
        if (run.size() >= 6) return query_of(run);
      }
    }
  }

 private:
  Document document() { return grown_.document(random_() % documents_); }
  template <class Things>
  typename Things::value_type any_of(const Things& things) {
    return things[random_() % things.size()];
  }

  const Grown& grown_;
  std::size_t documents_;
  const Index& index_;
  std::vector<std::string> common_;
  std::mt19937 random_{7};
};

}  // namespace

Query query_of(std::string words) {
  Query query;
  query.text = std::move(words);
  query.values = kValues;
  query.today = kDayAsked;
  query.forgiving = true;
  query.of_day = true;
  return query;
}

std::vector<std::string> common_words(const Grown& grown, std::size_t documents) {
  constexpr int kSample = 2'000;
  constexpr std::size_t kCommon = 100;
  std::mt19937 random(7);
  std::map<std::string, int> frequency;
  for (int i = 0; i < kSample; ++i) {
    const auto words = words_of(grown.document(random() % documents));
    for (const auto& word : std::set(words.begin(), words.end())) ++frequency[word];
  }
  std::vector<std::pair<int, std::string>> ordered;
  for (const auto& [word, n] : frequency) ordered.emplace_back(-n, word);
  std::ranges::sort(ordered);
  ordered.resize(std::min(ordered.size(), kCommon));
  std::vector<std::string> common;
  for (auto& [n, word] : ordered) common.push_back(std::move(word));
  return common;
}

std::vector<Asked> queries(const Grown& grown, std::size_t documents, const Index& index,
                           std::size_t of_each) {
  Asker asker(grown, documents, index);
  const auto some = [&](std::string name, const auto& one) {
    Asked asked{.name = std::move(name), .queries = {}};
    for (std::size_t i = 0; i < of_each; ++i) asked.queries.push_back(one());
    return asked;
  };
  std::vector<Asked> all;
  all.push_back(some("one common word", [&] { return asker.common_word(); }));
  all.push_back(some("three words", [&] { return asker.three_words(); }));
  all.push_back(some("phrase", [&] { return asker.phrase(); }));
  all.push_back(some("filters only", [&] { return asker.filters(3); }));
  all.push_back(some("Chinese", [&] { return asker.chinese(); }));
  all.push_back(some("word and filters", [&] { return asker.filters(2, asker.common_word()); }));
  all.push_back(some("everything", [] { return query_of({}); }));
  return all;
}
