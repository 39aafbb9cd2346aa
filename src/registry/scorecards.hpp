// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "access/permission.hpp"
#include "principles/assess.hpp"
#include "registry/principle_facts.hpp"
#include "registry/register.hpp"

/// How partnerships stand on each principle (62/211, ¶8), computed from their records when it is asked.
namespace entente::registry {

struct Scorecard {
  base::Uuid partnership;
  std::int64_t version = 0;  ///< of the partnership's own record
  base::Text title;
  std::int64_t day = 0;  ///< it is assessed as of this day, since 1970-01-01
  FactsOfPartnership facts;
  std::vector<principles::PrincipleResult> principles;
  base::Sha256 inputs{};  ///< of the facts, the policy and the profile

  /// What a finding rests on, each record once.
  std::vector<FactSource> evidence(const principles::MeasureResult&) const;
};

class Scorecards {
 public:
  /// Throws base::NotFound where the policy has no such profile; an empty one is the default.
  Scorecards(const Register&, std::shared_ptr<const principles::Policy>, const std::string& profile);

  /// With its explanations; nothing where the partnership does not stand. What an office alone may see is
  /// not known to anybody else.
  std::optional<Scorecard> of(const access::Actor&, const base::Uuid& partnership) const;

  const principles::Policy& policy() const { return *policy_; }
  const principles::Profile& profile() const { return profile_; }

 private:
  const Register& reg_;
  std::shared_ptr<const principles::Policy> policy_;
  const principles::Profile& profile_;  ///< of the policy
};

}  // namespace entente::registry
