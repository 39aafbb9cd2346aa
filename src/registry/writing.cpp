// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/writing.hpp"

#include "base/error.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

store::NewRevision revision_of(const base::Uuid& id, const model::Record& record,
                               store::Visibility visibility) {
  store::NewRevision r;
  r.id = id;
  r.type = model::type_of(record);
  const auto keys = model::keys_of(record);
  r.partnership = keys.partnership;
  r.organisation = keys.organisation;
  r.visibility = visibility;
  r.body = model::body_of(record);
  r.hash = model::hash_of_body(r.body);
  return r;
}

void require_form(const model::Record& record) {
  const auto faults = model::check(record);
  if (faults.empty()) return;
  const auto& fault = faults.front();
  throw base::BadInput("field " + fault.path,
                       fault.key == "fault.required" ? "is empty" : "breaks its rule of form",
                       fault.argument.empty() ? "Fill it." : "Look at: " + fault.argument + ".");
}

model::Source own_source(store::Reader& reader, const base::Uuid& organisation, base::Instant now) {
  model::Source source;
  if (const auto head = standing_head(reader, organisation, model::Organisation::kType))
    source.stated_by = held<model::Organisation>(*head).value.name.str("en");
  source.date = base::PartialDate::from_days(base::day_of(now));
  return source;
}

std::optional<base::Sha256> hash_of_original(const model::Kept& kept) {
  base::Sha256 hash{};
  if (kept.original.size() != 2 * hash.size()) return std::nullopt;
  for (std::size_t i = 0; i < hash.size(); ++i) {
    const auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
    hash[i] = static_cast<std::uint8_t>(digit(kept.original[2 * i]) << 4 | digit(kept.original[2 * i + 1]));
  }
  return hash;
}

}  // namespace entente::registry
