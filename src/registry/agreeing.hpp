// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "model/signing_statement.hpp"
#include "registry/agreement_standing.hpp"
#include "registry/proven_factor.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Of one partnership; withdrawn ones count where two parties had signed.
inline constexpr std::size_t kMostAgreements = 50;
/// Of these, withdrawn ones too, made by one party and signed by no other.
inline constexpr std::size_t kMostUnsignedAgreements = 20;
/// Of one agreement; what says that it rests, counts again or ends goes beyond.
inline constexpr std::size_t kMostAgreementVersions = 100;
/// By one party until all have signed one: of texts, and again of what changes no text.
inline constexpr std::size_t kMostProposals = 20;
inline constexpr std::size_t kMostProposedBytes = 4'000'000;  ///< of these together
inline constexpr std::size_t kMostAgreementFiles = 5;         ///< of one version
inline constexpr std::size_t kMostAgreementParties = 60;      ///< of one version
inline constexpr std::size_t kMostSignatures = 500;           ///< under all versions of one agreement

/// A file that comes with what is written.
struct SentFile {
  std::string name;
  std::string_view bytes;
};

struct AgreementFile {
  std::string bytes, media_type;
};

/// What stands in the place of one that was withdrawn.
struct WithdrawnAgreement {
  AgreementView was;                  ///< as it stood
  Held<model::Agreement> withdrawal;  ///< which says why
};

/// What parties of a partnership agree upon, and their signatures. Everybody reads it; whoever represents a
/// party that has confirmed its part writes it. What the table of permissions does not allow throws
/// access::Refused; what was asked under a name before (access::Actor::request) is not done again.
class Agreeing {
 public:
  explicit Agreeing(Register& reg) : reg_(reg) {}

  // Reading -----------------------------------------------------------------------------------
  /// Nothing where it was withdrawn, or its partnership does not stand. Of its versions the last, those that
  /// somebody has signed, and those that are asked for.
  std::optional<AgreementView> one(const base::Uuid& id, const ShownVersions& = {}) const;
  /// The same with all its versions.
  std::optional<AgreementView> whole(const base::Uuid& id) const;
  /// Of one that was withdrawn, as long as its partnership stands.
  std::optional<WithdrawnAgreement> withdrawn(const base::Uuid& id, const ShownVersions& = {}) const;
  /// In the order in which they were made; without the versions that nobody has signed, but the last.
  std::vector<AgreementView> of_partnership(const base::Uuid& partnership) const;
  /// A file that a version of it names; nothing where none does, or it is not kept here.
  std::optional<AgreementFile> file(const base::Uuid& id, std::string_view hash) const;
  /// The parties of a version for which an actor may write and sign.
  std::vector<base::Uuid> own_parties(const access::Actor&, const AgreementVersion&) const;
  /// The parties of a partnership that have confirmed their parts.
  std::vector<OrganisationLine> confirmed_parties(const base::Uuid& partnership) const;
  /// Whether withdraw() would take it from this actor as it stands.
  bool may_withdraw(const access::Actor&, const AgreementView&) const;
  /// Whether it asks for the second factor once more: the office's, of what all have signed.
  bool withdraws_by_factor(const access::Actor&, const AgreementView&) const;
  /// What a party is to sign of the last version today. Throws base::NotFound where there is no such party.
  model::SigningStatement statement(const base::Uuid& id, const base::Uuid& party,
                                    std::string_view capacity) const;

  // Writing -----------------------------------------------------------------------------------
  // Of what is handed in, the title, the clauses, the files named, the parties' ids and offices, what is
  // shared, the dates and the act count. Throws base::BadInput naming the field that is wrong.
  /// `id` was made when the form was shown, so that a form that is sent twice makes one record.
  store::Committed make(const access::Actor&, const base::Uuid& part, const base::Uuid& id,
                        const model::Agreement&, const std::vector<SentFile>&);
  /// Another version, under which all sign anew; of the one that was seen, else base::Conflict. Of one that
  /// says that it rests, counts again or ends, text, parties and files are those that all have signed.
  store::Committed propose(const access::Actor&, const base::Uuid& id, std::int64_t version,
                           const model::Agreement&, const std::vector<SentFile>&);
  /// Whoever represents the party that brought it, as long as no other has signed any version of it, whatever
  /// key has ended since: base::Conflict from then on. The register's office at any time, but for those who
  /// represent one of its parties. What was signed keeps its entries in the log.
  /// Where withdraws_by_factor(), `given` is for act_of_withdrawing(), with the reason's first narrative.
  store::Committed withdraw(const access::Actor&, const base::Uuid& id, std::int64_t version,
                            const base::Text& reason, std::optional<ProvenFactor> given = std::nullopt);
  /// In a session, whose person has just given the second factor again, for act_of_signing() of this version
  /// and this party. What was signed is not signed again.
  store::Committed sign(const access::Actor&, ProvenFactor, const base::Uuid& id, std::int64_t version,
                        const base::Uuid& party, std::string_view capacity);
  /// A statement signed elsewhere, as a signed note (C2SP) by a key of the party. base::Conflict where it is
  /// of another version or text than the one that stands.
  store::Committed take(const access::Actor&, const base::Uuid& id, std::string_view note);

 private:
  Register& reg_;
};

}  // namespace entente::registry
