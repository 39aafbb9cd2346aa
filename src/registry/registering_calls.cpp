// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// For those who need no more than the record: what drafting.hpp does, without the commit.
#include "registry/drafting.hpp"

namespace entente::registry {

base::Uuid Registering::begin(const access::Actor& actor, const base::Text& title,
                              const base::Uuid& organisation) {
  return begin_draft(reg_, actor, title, organisation).id;
}

base::Uuid Registering::propose(const access::Actor& actor, const base::Uuid& partnership,
                                const base::Uuid& organisation) {
  return propose_change(reg_, actor, partnership, organisation).id;
}

void Registering::save(const access::Actor& actor, const base::Uuid& id, std::int64_t version,
                       const model::Partnership& partnership, const model::Result* measure) {
  save_draft(reg_, actor, id, version, partnership, measure);
}

base::Uuid Registering::add_party(const access::Actor& actor, const base::Uuid& id, const NamedParty& named) {
  return add_draft_party(reg_, actor, id, named).id;
}

void Registering::save_part(const access::Actor& actor, const base::Uuid& id, const base::Uuid& part,
                            std::int64_t version, const model::Participation& now) {
  save_draft_part(reg_, actor, id, part, version, now);
}

void Registering::remove_part(const access::Actor& actor, const base::Uuid& id, const base::Uuid& part,
                              std::int64_t version) {
  remove_draft_part(reg_, actor, id, part, version);
}

void Registering::discard(const access::Actor& actor, const base::Uuid& id, std::int64_t seen) {
  discard_draft(reg_, actor, id, seen);
}

void Registering::hand_in(const access::Actor& actor, const base::Uuid& id, std::int64_t seen) {
  hand_in_draft(reg_, actor, id, seen);
}

void Registering::take_back(const access::Actor& actor, const base::Uuid& id, std::int64_t seen) {
  take_back_draft(reg_, actor, id, seen);
}

void Registering::comment(const access::Actor& actor, const base::Uuid& id, std::string_view text) {
  comment_draft(reg_, actor, id, text);
}

base::Uuid Registering::publish(const access::Actor& actor, const base::Uuid& id, std::int64_t seen) {
  return publish_own_draft(reg_, rules_, actor, id, seen).id;
}

base::Uuid Reviewing::publish(const access::Actor& actor, const base::Uuid& draft, std::int64_t seen) {
  return publish_draft(reg_, rules_, actor, draft, seen).id;
}

void Reviewing::give_back(const access::Actor& actor, const base::Uuid& draft, std::int64_t seen,
                          std::string_view reason) {
  return_draft(reg_, actor, draft, seen, reason);
}

void Reviewing::withdraw(const access::Actor& actor, const base::Uuid& partnership, std::int64_t version,
                         std::string_view reason) {
  withdraw_partnership(reg_, actor, partnership, version, reason);
}

}  // namespace entente::registry
