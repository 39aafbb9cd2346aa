// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/policy.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "base/small_file.hpp"
#include "base/toml.hpp"
#include "embedded/principles_data.hpp"
#include "model/vocabulary.hpp"
#include "principles/principles.hpp"

namespace entente::principles {

namespace {

constexpr std::size_t kMostPolicyBytes = 1024 * 1024;
constexpr std::size_t kLongestName = 200, kLongestReason = 4'000;
constexpr double kMostWeight = 100, kMostThreshold = 1e9;
constexpr std::size_t kMostProfiles = 50, kMostExceptions = 500;
constexpr std::string_view kShipped = "data/principles/default.toml";
constexpr std::array<std::string_view, 3> kExceptionBy{"kind", "level", "status"};

class Reader {
 public:
  Reader(std::string_view text, const std::string& name)
      : toml_(base::Toml::read_text(text, name)), name_(name) {}

  Policy read() {
    if (!toml_.take("version", policy_.version) || base::trimmed(policy_.version).empty() ||
        policy_.version.size() > kLongestName)
      toml_.refuse("version", "is missing, empty or too long", "Say which version of the policy it is.");
    policy_.name = toml_.words("name", kLongestName);
    toml_.take("composite", policy_.composite);
    Profile whole{.key = "default", .name = policy_.name, .principles = {}};
    for (const auto* principle : principles()) whole.principles.push_back(whole_rule(*principle));
    policy_.profiles.push_back(whole);
    for (const auto& key : toml_.keys("profile")) policy_.profiles.push_back(profile(key, whole));
    if (policy_.profiles.size() > kMostProfiles)
      toml_.refuse("profile", "has too many", "Keep to " + std::to_string(kMostProfiles) + ".");
    const auto exceptions = toml_.keys("exception");
    if (exceptions.size() > kMostExceptions)
      toml_.refuse("exception", "has too many", "Keep to " + std::to_string(kMostExceptions) + ".");
    for (const auto& key : exceptions) policy_.exceptions.push_back(exception("exception." + key));
    toml_.finish();
    return std::move(policy_);
  }

 private:
  base::Toml toml_;
  std::string name_;
  Policy policy_;

  void number(const std::string& setting, double& into, double least, double most, bool required) {
    if (!toml_.take(setting, into, least, most) && required)
      throw base::BadInput(name_, "'" + setting + "' is missing", "Add " + setting + " = NUMBER.");
  }

  void take_principle(const std::string& at, PrincipleRule& rule, bool required) {
    toml_.take(at + ".weight", rule.weight, 0, kMostWeight);
    number(at + ".met", rule.met, 0, 1, required);
    number(at + ".partly", rule.partly, 0, 1, required);
    if (rule.partly > rule.met)
      toml_.refuse(at + ".partly", "is more than met", "What is met is partly met too: lower it.");
  }

  void take_measure(const std::string& at, const Measure& measure, MeasureRule& rule, bool required) {
    toml_.take(at + ".used", rule.used);
    toml_.take(at + ".hard", rule.hard);
    toml_.take(at + ".weight", rule.weight, 0, kMostWeight);
    number(at + ".met", rule.met, -kMostThreshold, kMostThreshold, required);
    number(at + ".partly", rule.partly, -kMostThreshold, kMostThreshold, required);
    if (measure.more_is_better ? rule.partly > rule.met : rule.partly < rule.met)
      toml_.refuse(at + ".partly", "is harder to reach than met", "What is met is partly met too: mend one.");
    rule.parameters.resize(measure.parameters.size());
    for (std::size_t i = 0; i < measure.parameters.size(); ++i) {
      const auto& parameter = measure.parameters[i];
      number(at + "." + std::string(parameter.name), rule.parameters[i], parameter.least, parameter.most,
             required);
    }
    if (required || !toml_.keys(at + ".reason").empty())
      rule.reason = toml_.words(at + ".reason", kLongestReason);
    if (toml_.take(at + ".source", rule.source) && rule.source.size() > kLongestReason)
      toml_.refuse(at + ".source", "is too long", "Shorten it.");
  }

  PrincipleRule whole_rule(const Principle& principle) {
    const auto at = "principle." + std::string(principle.name);
    PrincipleRule rule;
    take_principle(at, rule, true);
    for (const auto& measure : principle.measures)
      take_measure(at + "." + std::string(measure.name), measure, rule.measures.emplace_back(), true);
    return rule;
  }

  Profile profile(const std::string& key, const Profile& whole) {
    if (key == whole.key)
      toml_.refuse("profile." + key, "is the policy itself", "Give the profile another name.");
    Profile profile{.key = key,
                    .name = toml_.words("profile." + key + ".name", kLongestName),
                    .principles = whole.principles};
    const auto all = principles();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto at = "profile." + key + "." + std::string(all[i]->name);
      auto& rule = profile.principles[i];
      take_principle(at, rule, false);
      for (std::size_t m = 0; m < all[i]->measures.size(); ++m)
        take_measure(at + "." + std::string(all[i]->measures[m].name), all[i]->measures[m], rule.measures[m],
                     false);
    }
    return profile;
  }

  Exception exception(const std::string& at) {
    Exception result;
    std::string measure;
    toml_.take(at + ".measure", measure);
    const auto dot = measure.find('.');
    const auto* principle = find_principle(std::string_view(measure).substr(0, dot));
    if (principle != nullptr && dot != measure.npos)
      for (const auto& each : principle->measures)
        if (each.name == std::string_view(measure).substr(dot + 1)) {
          result.principle = principle->name;
          result.measure = each.name;
        }
    if (result.measure.empty())
      toml_.refuse(at, "names no measure that Entente knows: '" + measure + "'",
                   "Write measure = \"PRINCIPLE.MEASURE\".");
    for (const auto by : kExceptionBy) {
      std::string code;
      if (!toml_.take(at + "." + std::string(by), code)) continue;
      const auto& terms = model::vocabulary(by).terms;
      const auto term = std::ranges::find(terms, code, &model::Term::code);
      if (!result.vocabulary.empty() || term == terms.end())
        toml_.refuse(at + "." + std::string(by), "is no such term, or one of two",
                     "Write one of kind, level and status, with a code of that vocabulary.");
      result.vocabulary = by;
      result.code = code;
      result.place = static_cast<std::size_t>(term - terms.begin());
    }
    if (result.vocabulary.empty())
      toml_.refuse(at, "does not say of what it is one", "Add kind, level or status.");
    result.reason = toml_.words(at + ".reason", kLongestReason);
    return result;
  }
};

}  // namespace

const Profile& Policy::profile(std::string_view key) const {
  if (key.empty()) return profiles.front();
  const auto found = std::ranges::find(profiles, key, &Profile::key);
  if (found == profiles.end())
    throw base::NotFound("profile '" + std::string(key) + "'", "is none of the policy's",
                         "Name one that the policy has.");
  return *found;
}

Policy read_policy(std::string_view text, const std::string& name) {
  base::require_small_text(text, name, kMostPolicyBytes);
  auto policy = Reader(text, name).read();
  policy.source = text;
  policy.hash = base::sha256(text);
  return policy;
}

const Policy& default_policy() {
  static const auto policy = read_policy(embedded::principles_data(kShipped), std::string(kShipped));
  return policy;
}

Policy load_policy(const std::filesystem::path& file) {
  if (file.empty()) return default_policy();
  return read_policy(base::read_small_file(file, kMostPolicyBytes), file.string());
}

}  // namespace entente::principles
