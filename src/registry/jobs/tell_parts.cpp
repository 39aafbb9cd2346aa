// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "registry/confirming.hpp"
#include "registry/jobs/job.hpp"
#include "registry/notices.hpp"
#include "registry/representatives.hpp"

namespace entente::registry {

namespace {

constexpr std::string_view kToldUpTo = "parts told";

std::int64_t told_before(store::Reader& reader) {
  const auto note = reader.note(kToldUpTo);
  return note ? std::stoll(*note) : 0;
}

/// Which notices an organisation's representatives get of what came to wait after a commit.
std::vector<std::string_view> kinds_of_news(Register& reg, const base::Uuid& organisation,
                                            std::int64_t after) {
  bool named = false, changed = false;
  for (const auto& part : waiting_parts(reg, organisation)) {
    if (part.since <= after) continue;
    (part.answered_before ? changed : named) = true;
  }
  std::vector<std::string_view> kinds;
  if (named) kinds.push_back(kNoticePartNamed);
  if (changed) kinds.push_back(kNoticePartChanged);
  return kinds;
}

/// The organisations of which a part, or a word on it, was written in these commits.
std::set<base::Uuid> organisations_touched(store::Reader& reader, std::int64_t after, std::int64_t upto) {
  constexpr std::int64_t kCommitsAtOnce = 100;
  std::set<base::Uuid> touched;
  for (auto at = after; at < upto; at += kCommitsAtOnce)
    for (const auto& change : reader.changes(at, std::min(kCommitsAtOnce, upto - at)))
      if (change.organisation &&
          (change.type == model::Participation::kType || change.type == model::Confirmation::kType))
        touched.insert(*change.organisation);
  return touched;
}

}  // namespace

std::string tell_parts(Register& reg) {
  std::int64_t before = 0, now = 0;
  std::set<base::Uuid> touched;
  {
    const auto reader = reg.store().read();
    before = told_before(*reader);
    now = reader->last_event();
    if (now == before) return "Nothing has changed.";
    touched = organisations_touched(*reader, before, now);
  }
  std::map<base::Uuid, std::vector<base::Uuid>> whom;  // by organisation
  if (!touched.empty())
    for (const auto& [account, organisation] : all_representatives(reg))
      if (touched.contains(organisation)) whom[organisation].push_back(account);
  std::int64_t told = 0;
  for (const auto& [organisation, accounts] : whom) {
    const auto kinds = kinds_of_news(reg, organisation, before);
    if (kinds.empty()) continue;
    reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
      for (const auto& account : accounts)
        for (const auto kind : kinds)
          notify_anew(unit.accounts(), reg.clock(), account, kind, organisation.str());
    });
    told += std::ssize(accounts);
  }
  // Last: where it stops before, some are told again, in place of the notice that they have not read.
  reg.store().write({"system"},
                    [&](store::UnitOfWork& unit) { unit.set_note(kToldUpTo, std::to_string(now)); });
  return "Told " + std::to_string(told) + (told == 1 ? " representative" : " representatives") +
         " of parts that wait for their word.";
}

}  // namespace entente::registry
