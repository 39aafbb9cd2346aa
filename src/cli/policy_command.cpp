// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <ostream>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/opened.hpp"
#include "principles/policy.hpp"
#include "registry/finding_words.hpp"
#include "registry/policy_trial.hpp"

namespace entente::cli {

namespace {

struct PolicyOptions {
  Place place;
  std::filesystem::path file, today;
  std::string profile, today_profile, language = "en", at;
  std::size_t changes = 20;
};

void check_policy(const PolicyOptions& options, const Environment& env) {
  const auto policy = principles::load_policy(options.file);
  env.out << policy.name.str(options.language) << ", version " << policy.version << "\n"
          << "SHA-256 " << base::hex(policy.hash) << "\n";
  for (const auto& profile : policy.profiles)
    env.out << "profile " << profile.key << ": " << profile.name.str(options.language) << "\n";
  env.out << policy.exceptions.size() << " exceptions\n";
}

void test_policy(const PolicyOptions& options, const Environment& env) {
  if (!base::is_language(options.language))
    throw base::BadInput("--language " + options.language, "is none of Entente",
                         "Use ar, en, es, fr, ru or zh.");
  const auto today = principles::load_policy(options.today), next = principles::load_policy(options.file);
  const auto& messages = base::Messages::in(options.language);
  OpenedRegister opened(env, options.place, options.at);
  const auto trial = registry::try_policy(opened.reg(), today, today.profile(options.today_profile), next,
                                          next.profile(options.profile), options.changes);
  env.out << trial.partnerships << " partnerships, " << trial.changes << " statuses would change.\n";
  const auto all = principles::principles();
  for (std::size_t i = 0; i < all.size(); ++i) {
    env.out << registry::principle_name(*all[i], messages) << "\n";
    for (std::size_t status = 0; status < principles::kStatuses; ++status) {
      const auto from = trial.counts[i].from.at(status), to = trial.counts[i].to.at(status);
      if (from == 0 && to == 0) continue;
      env.out << "  " << registry::status_words(static_cast<principles::Status>(status), messages) << ": "
              << from;
      if (from != to) env.out << " → " << to;
      env.out << "\n";
    }
  }
  for (const auto& each : trial.changed)
    env.out << each.partnership.str() << "  " << each.title.str(options.language) << ": "
            << registry::principle_name(*each.principle, messages) << ", "
            << registry::status_words(each.from, messages) << " → "
            << registry::status_words(each.to, messages) << "\n";
}

}  // namespace

void add_policy(Commands& commands, const Environment& env, int&) {
  auto group = commands.group("policy", "Policies by which partnerships are judged on each principle.");
  auto options = std::make_shared<PolicyOptions>();

  auto test = group.add("test", "What a policy would change in the register, before it is adopted.");
  test.place(options->place);
  test.option("FILE", options->file, "TOML file of the policy.").required();
  test.option("--profile", options->profile, "Profile of that policy; the policy itself by default.");
  test.option("--today", options->today, "Policy to compare with; the program's own by default.");
  test.option("--today-profile", options->today_profile, "Profile of that one.");
  test.option("--changes", options->changes, "Partnerships named (default 20).").between(0, 100'000);
  test.option("--language", options->language, "Language of what is said: ar, en, es, fr, ru or zh.");
  test.option("--at", options->at, kAtHelp);
  test.run([options, &env] { test_policy(*options, env); });

  auto check = group.add("check", "Whether a file is such a policy.");
  check.option("FILE", options->file, "TOML file of the policy.").required();
  check.run([options, &env] { check_policy(*options, env); });
}

}  // namespace entente::cli
