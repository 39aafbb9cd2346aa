// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/diligence_policy.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/toml.hpp"
#include "embedded/diligence_data.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostPolicyBytes = 256 * 1024;
constexpr std::size_t kMostPolicyItems = 60;  // criteria, and grades
constexpr std::size_t kLongestPolicyName = 200, kLongestPolicyText = 2'000;
constexpr std::int64_t kMostPolicyDays = 3'650;
constexpr std::string_view kShippedPolicy = "data/diligence/policy.toml";

bool is_policy_key(std::string_view key) {
  constexpr std::size_t kLongestKey = 30;
  return !key.empty() && key.size() <= kLongestKey && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

template <class Items>
auto found_by_key(const Items& items, std::string_view key) {
  const auto found =
      std::ranges::find(items, key, [](const auto& each) -> std::string_view { return each.key; });
  return found == items.end() ? nullptr : &*found;
}

class PolicyReader {
 public:
  PolicyReader(std::string_view text, const std::string& name) : toml_(base::Toml::read_text(text, name)) {}

  DiligencePolicy read() {
    days("hearing_days", policy_.hearing_days, 1);
    days("remind_days", policy_.remind_days, 1);
    for (const auto key : kDiligenceSections) {
      DiligenceSection section{.key = std::string(key), .required = true, .valid_days = 365};
      const auto name = "sections." + section.key;
      toml_.take(name + ".required", section.required);
      toml_.take(name + ".valid_days", section.valid_days, 1, kMostPolicyDays);
      policy_.sections.push_back(std::move(section));
    }
    for (auto& key : listed("grades", 2))
      policy_.grades.push_back({key, words("grade." + key + ".name", kLongestPolicyName)});
    for (auto& key : listed("criteria", 0)) {
      const auto name = "criterion." + key;
      DiligenceCriterion criterion{.key = key,
                                   .name = words(name + ".name", kLongestPolicyName),
                                   .text = words(name + ".text", kLongestPolicyText),
                                   .basis = {}};
      toml_.take(name + ".basis", criterion.basis);
      require_words(name + ".basis", criterion.basis, kLongestPolicyText);
      policy_.criteria.push_back(std::move(criterion));
    }
    toml_.finish();
    return std::move(policy_);
  }

 private:
  base::Toml toml_;
  DiligencePolicy policy_;

  void days(const std::string& name, std::int64_t& into, std::int64_t least) {
    if (!toml_.take(name, into, least, kMostPolicyDays))
      throw base::BadInput("policy of due diligence", "says no " + name, "Add " + name + " = DAYS.");
  }

  std::vector<std::string> listed(const std::string& name, std::size_t least) {
    std::vector<std::string> keys;
    toml_.take(name, keys);
    if (keys.size() < least || keys.size() > kMostPolicyItems)
      toml_.refuse(name, "names " + std::to_string(keys.size()),
                   "Name " + std::to_string(least) + " to " + std::to_string(kMostPolicyItems) + ".");
    for (auto each = keys.begin(); each != keys.end(); ++each)
      if (!is_policy_key(*each) || std::find(keys.begin(), each, *each) != each)
        toml_.refuse(name, "has '" + *each + "' twice, or it is no name",
                     "Use small letters, digits and low lines, each name once.");
    return keys;
  }

  void require_words(const std::string& name, const std::string& value, std::size_t longest) const {
    if (base::trimmed(value).empty() || value.size() > longest)
      toml_.refuse(name, "is empty, missing or longer than " + std::to_string(longest) + " bytes",
                   "Write it, or shorten it.");
  }

  base::Text words(const std::string& name, std::size_t longest) {
    base::Text text;
    for (const auto& language : toml_.keys(name)) {
      const auto setting = name + "." + language;
      if (!base::is_language(language))
        toml_.refuse(setting, "names no language of Entente: '" + language + "'",
                     "Use ar, zh, en, fr, ru or es.");
      std::string value;
      toml_.take(setting, value);
      require_words(setting, value, longest);
      text.add(language, value);
    }
    if (text.empty())
      throw base::BadInput(name + " of the policy", "is missing",
                           "Add " + name + " with a language at least.");
    return text;
  }
};

}  // namespace

const DiligenceSection* DiligencePolicy::section(std::string_view key) const {
  return found_by_key(sections, key);
}

const DiligenceCriterion* DiligencePolicy::criterion(std::string_view key) const {
  return found_by_key(criteria, key);
}

const DiligenceGrade* DiligencePolicy::grade(std::string_view key) const {
  return found_by_key(grades, key);
}

DiligencePolicy read_diligence_policy(std::string_view text, const std::string& name) {
  if (text.size() > kMostPolicyBytes)
    throw base::BadInput(name, "is larger than " + std::to_string(kMostPolicyBytes) + " bytes",
                         "Name a policy of due diligence.");
  if (!base::is_utf8(text) || text.find('\0') != text.npos)
    throw base::BadInput(name, "is not UTF-8", "Save it so.");
  auto policy = PolicyReader(text, name).read();
  policy.source = text;
  policy.hash = base::sha256(text);
  return policy;
}

DiligencePolicy load_diligence_policy(const std::filesystem::path& file) {
  if (file.empty())
    return read_diligence_policy(embedded::diligence_data(kShippedPolicy), std::string(kShippedPolicy));
  // Opening a pipe would wait for whoever writes into it.
  std::error_code fault;
  if (std::filesystem::exists(file, fault) && !std::filesystem::is_regular_file(file, fault))
    throw base::BadInput("diligence.policy " + file.string(), "is no file",
                         "Name a file in the form of TOML, not a folder, pipe or device.");
  std::ifstream in(file, std::ios::binary);
  std::string bytes(kMostPolicyBytes + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in.is_open() || in.bad())
    throw base::NotFound("diligence.policy " + file.string(), "cannot be read",
                         "Check its name and permissions.");
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return read_diligence_policy(bytes, file.string());
}

}  // namespace entente::registry
