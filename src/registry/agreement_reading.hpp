// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "ledger/key.hpp"
#include "registry/agreement_standing.hpp"
#include "store/store.hpp"

/// Internal to registry: agreements read from the store.
namespace entente::registry {

/// With the last version, those that somebody has signed, and those that are asked for; nothing where there
/// is no such agreement. Its state is the same as by all of them.
std::optional<AgreementView> read_agreement(store::Reader&, const base::Uuid& id, base::Instant now,
                                            const ShownVersions& = {});
/// With all its versions.
std::optional<AgreementView> read_whole_agreement(store::Reader&, const base::Uuid& id, base::Instant now);
/// Those of a partnership that stand, for lists: without the versions that nobody has signed, but the last.
/// What is read grows with the partnership's agreements and signatures, not with one times the other.
std::vector<AgreementView> read_agreements(store::Reader&, const base::Uuid& partnership, base::Instant now);

/// Of a partnership's records: the records that stand for those whose signature is missing under an
/// agreement, once for each agreement. Whether that has ended meanwhile is asked on a day (tasks).
std::vector<base::Uuid> signers_awaited(store::Reader&, const base::Uuid& partnership,
                                        const std::vector<store::Revision>&);

/// One that stands, of a partnership that stands, as read_agreement() reads it. Throws base::NotFound.
AgreementView standing_agreement(store::Reader&, const base::Uuid& id, base::Instant now);
/// The same as read_whole_agreement() does.
AgreementView standing_whole_agreement(store::Reader&, const base::Uuid& id, base::Instant now);
/// Throws base::Conflict where another version is the last.
void require_version(const AgreementView&, std::int64_t version);

/// Whether somebody represents a party, or the record that stands for it.
bool may_for_party(store::Reader&, const access::Actor&, access::Action, const base::Uuid& organisation);
/// Throws access::Refused where not.
void require_party(store::Reader&, const access::Actor&, access::Action, const base::Uuid& organisation);

/// The accounts of whoever represents a party today, or the record that stands for it: authors of revisions.
std::set<std::string> people_of(store::Reader&, const base::Uuid& organisation);

/// Tells whoever represents those who sign its last version, but the actor.
void tell_parties_of(store::UnitOfWork&, const base::Clock&, const access::Actor&, const AgreementView&,
                     std::string_view kind);

/// Whether a revision is an entry of the public log, which every checkpoint that is signed from then on
/// holds. Not yet where the register is still making entries of what it held before it had a log.
bool is_in_log(store::Reader&, const store::Revision&);

/// A key that an organisation, or the record that stands for it, has registered. Where the same one was
/// registered twice, by two that were merged say, it has ended from the earliest day that was said of either.
struct KnownKey {
  base::Uuid record;
  ledger::VerifierKey key;
  std::optional<std::int64_t> ended;  ///< the day
};
std::vector<KnownKey> keys_of_organisation(store::Reader&, const base::Uuid& organisation);

/// Whether the text is signed by a key, which is not asked whether it has ended.
bool is_signed_by(const ledger::VerifierKey&, const std::string& text, const std::string& base64);

}  // namespace entente::registry
