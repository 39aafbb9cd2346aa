// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "help.hpp"

#include <algorithm>
#include <random>

#include "base/clock.hpp"
#include "model/vocabulary.hpp"
#include "queries.hpp"
#include "search/tokens.hpp"

using namespace entente::search;

namespace {

constexpr std::size_t kAsked = 200;

/// Words of a document's title, of four letters and more, without accents or digits.
std::vector<std::string> title_words(const Document& d) {
  std::vector<std::string> words;
  for (const auto& [zone, text, language] : d.texts)
    if (zone == Zone::title)
      for (auto& word : tokens(text))
        if (word.size() > 3 && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; }))
          words.push_back(std::move(word));
  return words;
}

}  // namespace

void measure_help(const Index& index, const Grown& grown, std::size_t count,
                  const std::function<void(const std::string&, double, const std::string&)>& say) {
  std::mt19937 random(11);
  const auto some_words = [&](std::size_t least) {
    for (;;)
      if (auto words = title_words(grown.document(random() % count)); words.size() >= least) return words;
  };
  const auto measure = [&](const std::string& name, const std::function<void()>& ask) {
    std::vector<double> took;
    for (std::size_t i = 0; i < kAsked; ++i) {
      const auto before = entente::base::thread_cpu_ns();
      ask();
      took.push_back(static_cast<double>(entente::base::thread_cpu_ns() - before) / 1e6);
    }
    std::ranges::sort(took);
    say(name + ", p50", took[kAsked / 2], "ms of CPU");
    say(name + ", p99", took[kAsked * 99 / 100], "ms of CPU");
  };
  // What is asked is made before, so that only the asking is measured.
  std::vector<std::string> typed;
  std::vector<Query> countries, slips, most;
  std::vector<Document> documents;
  for (std::size_t i = 0; i < kAsked; ++i) {
    const auto words = some_words(3);
    const auto letters = 2 + random() % 4;
    typed.push_back((i % 2 == 0 ? "" : words[0] + " ") + words[1].substr(0, letters));
    const auto& all = entente::model::countries();
    countries.push_back(query_of(words[0] + " " + std::string(all[random() % all.size()].name.str("en"))));
    auto slip = words[2];
    std::swap(slip[1 + random() % (slip.size() - 2)], slip[slip.size() - 1]);
    slips.push_back(query_of(slip + "x " + words[0]));
    most.push_back(query_of(words[0] + " " + some_words(1).front() + " " + some_words(1).front() + " " +
                            words[1] + " zzyzx"));
    documents.push_back(grown.document(random() % count));
  }
  std::size_t at = 0;
  const auto next = [&](const auto& all) -> const auto& { return all[at++ % all.size()]; };
  measure("suggestions", [&] { index.suggest(next(typed), 5); });
  measure("a word and a country's name", [&] { index.search(next(countries)); });
  measure("a slip", [&] { index.search(next(slips)); });
  measure("most of the words", [&] { index.search(next(most)); });
  measure("similar", [&] { index.like(documents[at++ % documents.size()], 5); });
}
