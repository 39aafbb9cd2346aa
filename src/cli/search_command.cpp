// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/opened.hpp"
#include "cli/query.hpp"
#include "registry/json.hpp"

namespace entente::cli {

void add_search(Commands& commands, const Environment& env, int&) {
  struct Options {
    Place place;
    std::string language = "en", at;
    bool json = false, explain = false;
    std::size_t limit = 20;
    std::vector<std::string> filters, query;
  };
  auto options = std::make_shared<Options>();
  auto command = commands.add(
      "search",
      "Find partnerships: words (all must match), \"phrases\", -not, OR, (…), prefix*, field:value.");
  command.place(options->place);
  command.flag("--json", options->json, "One JSON object: total, results, facets.");
  command.flag("--explain", options->explain, "Say below each result what it has its place from.");
  command.option("--filter", options->filters, "NAME=VALUE, as in the address of a list: goal=6, country=KE.")
      .one_value_each();
  command.option("--limit", options->limit, "Results shown (default 20).").between(1, 1000);
  command.option("--language", options->language, "Language of titles: ar, en, es, fr, ru or zh.");
  command.option("--at", options->at, kAtHelp);
  command.option("QUERY", options->query, "What to find; nothing finds all.");
  command.run([options, &env] {
    auto query = read_query(options->query, options->filters);
    query.limit = options->limit;
    query.explain = options->explain;
    OpenedRegister opened(env, options->place, options->at);
    opened.reg().follow();
    const auto answer = opened.reg().list(query);
    const auto withdrawn = registry::withdrawn_among(opened.reg(), answer);
    if (options->json) {
      env.out << registry::to_json(answer, {}, withdrawn) << "\n";
      return;
    }
    complain(answer.answer, options->language, env.err);
    tell_reading(answer.answer, query.text, options->language, env.err);
    env.out << answer.answer.total << " partnerships\n";
    for (const auto& card : answer.cards) {
      env.out << card.id.str() << "  " << card.partnership->title.str(options->language) << "\n";
      explain(card.reasons, env.out);
    }
    for (const auto& line : withdrawn)
      env.out << line.id.str() << "  withdrawn since, on " << base::to_string(line.when).substr(0, 10)
              << (line.reason.empty() ? "" : ": ") << line.reason << "\n";
  });
}

}  // namespace entente::cli
