// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/sealed_decisions.hpp"

#include "access/random.hpp"
#include "base/hash.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

std::string seal_hash(std::string_view salt, std::string_view decision) {
  base::Sha256Stream hash;
  hash.add(salt);
  hash.add(decision);
  return base::hex(hash.finish());
}

SealOfDecision put_sealed_decision(store::UnitOfWork& unit, base::Instant now, std::string_view kind,
                                   std::string_view decision) {
  SealOfDecision seal{base::Uuid::v7(now), access::random_bytes(kSealSalt)};
  model::SealedDecision record;
  record.kind = kind;
  record.hash = seal_hash(seal.salt, decision);
  auto revision = revision_of(seal.record, record);
  revision.expected_version = 0;
  unit.put(revision);
  return seal;
}

bool has_seal(store::Reader& reader, std::string_view kind, const SealOfDecision& seal,
              std::string_view decision) {
  const auto head = reader.head(seal.record);
  if (!head || head->type != model::SealedDecision::kType || head->version != 1 ||
      head->visibility != store::Visibility::open)
    return false;
  const auto said = std::get<model::SealedDecision>(model::read_body(head->type, head->body));
  return said.kind == kind && said.hash == seal_hash(seal.salt, decision);
}

}  // namespace entente::registry
