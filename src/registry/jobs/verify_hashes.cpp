// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"
#include "model/record.hpp"
#include "registry/diligence.hpp"
#include "registry/jobs/job.hpp"
#include "registry/named_files.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace {

void check(const store::Revision& r) {
  if (model::hash_of_body(r.body) == r.hash) return;
  throw base::Error(r.type + " " + r.id.str() + ", version " + std::to_string(r.version),
                    "its body does not have the hash it was stored under",
                    "Restore it from a backup, and look for what changed the database.");
}

}  // namespace

/// Reads every revision again and compares its body with the hash it was stored under: a disk that rots, or a
/// hand in the database, does not stay unseen.
std::string verify_hashes(Register& reg) {
  constexpr std::size_t kPage = 1000;
  std::int64_t records = 0, revisions = 0;
  NamedFiles files;
  for (const auto type :
       {model::Organisation::kType,   model::Partnership::kType,    model::Participation::kType,
        model::Confirmation::kType,   model::Commitment::kType,     model::Delivery::kType,
        model::Attestation::kType,    model::Result::kType,         model::Finances::kType,
        model::NationalPlan::kType,   model::Guidance::kType,       model::Acknowledgement::kType,
        model::Capacity::kType,       model::Report::kType,         model::ReportingRhythm::kType,
        model::Appeal::kType,         model::HostAnswer::kType,     model::Erasure::kType,
        model::Agreement::kType,      model::Signature::kType,      model::SigningKey::kType,
        model::ConcernNotice::kType,  model::SealedDecision::kType, model::FileRemoval::kType,
        model::PartyStatement::kType, model::Governance::kType}) {
    base::Uuid after;
    for (;;) {
      const auto reader = reg.store().read();
      const auto page = reader->heads(type, after, kPage);
      for (const auto& head : page) {
        check(head);
        files.add(head);
        ++records;
        ++revisions;
        for (auto version = head.version - 1; version > 0; --version)
          if (const auto earlier = reader->revision(head.id, version)) {
            check(*earlier);
            files.add(*earlier);
            ++revisions;
          }
      }
      if (page.size() < kPage) break;
      after = page.back().id;
    }
  }
  return std::to_string(revisions) + " revisions of " + std::to_string(records) +
         " records have the hash they were stored under, " + files.verify(*reg.store().read()) + ", and " +
         std::to_string(verify_seals(reg)) + " decisions of screening and " +
         std::to_string(verify_assessments(reg)) + " of due diligence their seal.";
}

}  // namespace entente::registry
