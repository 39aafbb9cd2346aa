// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/opened.hpp"
#include "cli/query.hpp"
#include "registry/finding_words.hpp"
#include "registry/scorecard_forms.hpp"
#include "registry/scorecards.hpp"

namespace entente::cli {

namespace {

struct CheckOptions {
  Place place;
  std::filesystem::path policy;
  std::string language = "en", at, profile;
  bool json = false;
  std::size_t limit = 20;
  std::vector<std::string> filters, query;
};

void tell(const registry::Scorecard& card, const base::Messages& messages, std::ostream& out) {
  out << card.partnership.str() << "  " << card.title.str(messages.language()) << "\n";
  for (const auto& result : card.principles) {
    out << "  " << registry::principle_name(*result.principle, messages) << ": "
        << registry::status_words(result.status, messages);
    if (result.status != principles::Status::not_applicable)
      out << ", " << registry::share_words(result.points, messages);
    out << "\n";
    for (const auto& each : result.measures) {
      out << "    " << registry::measure_name(*result.principle, *each.measure, messages) << ": "
          << registry::status_words(each.status, messages) << "\n";
      if (!each.measured.applies) continue;
      const auto say = [&](const principles::Said& said) {
        return registry::said_words(*result.principle, *each.measure, said, card.facts, messages);
      };
      out << "      " << say(each.explanation.why) << "\n";
      if (each.status != principles::Status::met && !each.explanation.would_change.empty())
        out << "      → " << say(each.explanation.would_change.front()) << "\n";
    }
  }
}

void check(const CheckOptions& options, const Environment& env) {
  if (!base::is_language(options.language))
    throw base::BadInput("--language " + options.language, "is none of Entente",
                         "Use ar, en, es, fr, ru or zh.");
  OpenedRegister opened(env, options.place, options.at);
  const auto policy = std::make_shared<const principles::Policy>(principles::load_policy(options.policy));
  const registry::Scorecards scorecards(opened.reg(), policy, options.profile);
  const auto& messages = base::Messages::in(options.language);
  const auto show = [&](const base::Uuid& id) {
    const auto card = scorecards.of(registry::Accounts::by_operator(), id);
    if (!card)
      throw base::NotFound("partnership " + id.str(), "does not stand", "Find it with 'entente search'.");
    if (options.json)
      env.out << registry::scorecard_json(*card, *policy, scorecards.profile(), messages) << "\n";
    else
      tell(*card, messages, env.out);
  };
  if (options.query.size() == 1 && options.filters.empty())
    if (const auto id = base::Uuid::parse(options.query.front())) return show(*id);
  auto query = read_query(options.query, options.filters);
  query.limit = options.limit;
  opened.reg().follow();
  const auto answer = opened.reg().list(query);
  if (!options.json) {
    complain(answer.answer, options.language, env.err);
    env.out << answer.answer.total << " partnerships\n";
  }
  for (const auto& card : answer.cards) show(card.id);
}

}  // namespace

void add_check(Commands& commands, const Environment& env, int&) {
  auto options = std::make_shared<CheckOptions>();
  auto command =
      commands.add("check", "How partnerships stand on each principle, from what, and what would change it.");
  command.place(options->place);
  command.flag("--json", options->json, "One JSON object a line.");
  command.option("--policy", options->policy, "TOML file of the policy; the program's own by default.");
  command.option("--profile", options->profile, "Profile of the policy; the policy itself by default.");
  command.option("--filter", options->filters, "NAME=VALUE, as in the address of a list: goal=6, country=KE.")
      .one_value_each();
  command.option("--limit", options->limit, "Partnerships shown of a query (default 20).").between(1, 1000);
  command.option("--language", options->language, "Language of what is said: ar, en, es, fr, ru or zh.");
  command.option("--at", options->at, kAtHelp);
  command.option("ID|QUERY", options->query, "A partnership's id, or what to find; nothing finds all.");
  command.run([options, &env] { check(*options, env); });
}

}  // namespace entente::cli
