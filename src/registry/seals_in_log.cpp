// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/seals_in_log.hpp"

#include "base/error.hpp"
#include "model/record.hpp"

namespace entente::registry {

namespace {

constexpr std::string_view kMendSeals = "Restore it from a backup, and look for what changed the database.";

}  // namespace

SealsInLog::SealsInLog(Register& reg, std::string_view kind) : kind_(kind) {
  constexpr std::size_t kAtOnce = 1'000;
  base::Uuid after;
  for (bool more = true; more;) {
    const auto heads = reg.store().read()->heads(model::SealedDecision::kType, after, kAtOnce);
    more = heads.size() == kAtOnce;
    if (more) after = heads.back().id;
    for (const auto& head : heads)
      if (std::get<model::SealedDecision>(model::read_body(head.type, head.body)).kind == kind)
        left_.insert(head.id);
  }
}

void SealsInLog::found(const base::Uuid& record) {
  left_.erase(record);
  if (!found_.insert(record).second)
    throw base::Error("sealed decision " + record.str(), "is said to be that of two rows",
                      std::string(kMendSeals));
}

void SealsInLog::require_all_found() const {
  if (left_.empty()) return;
  throw base::Error(
      "sealed decision " + left_.begin()->str() + " (" + kind_ + ")",
      "stands in the log, and its row is gone, as of " + std::to_string(left_.size()) + " in all",
      std::string(kMendSeals));
}

}  // namespace entente::registry
