// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_sense.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "registry/evidence.hpp"
#include "registry/gone_files.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostFilesEver = 30;
constexpr std::size_t kLongestOffice = 300;   // bytes
constexpr std::size_t kMostWording = 60'000;  // bytes in a language

[[noreturn]] void bad_field(std::string_view field, std::string_view cause, std::string_view step) {
  throw base::BadInput("field " + std::string(field), std::string(cause), std::string(step));
}

void require_whole_day(std::string_view field, const std::optional<base::PartialDate>& day) {
  if (day && day->precision() != base::PartialDate::Precision::day)
    bad_field(field, "is no whole day", "Write it as 2026-11-30.");
}

void require_texts(const model::Agreement& agreement) {
  require_length("title", agreement.title, kMostTitleBytes);
  require_length("wording", agreement.wording, kMostWording);
  require_length("risks", agreement.risks, kMostRemarkBytes);
  require_length("responsibilities", agreement.responsibilities, kMostRemarkBytes);
  require_length("resources", agreement.resources, kMostRemarkBytes);
  require_length("benefits", agreement.benefits, kMostRemarkBytes);
  require_length("exit", agreement.exit, kMostRemarkBytes);
  require_length("amendment", agreement.amendment, kMostRemarkBytes);
  require_length("reason", agreement.reason, kMostRemarkBytes);
  if (agreement.wording.empty() && agreement.files.empty())
    bad_field("wording", "is empty, and no file is there", "Write what is agreed, or add a file.");
}

void require_days(const model::Agreement& agreement) {
  require_whole_day("starts", agreement.starts);
  require_whole_day("ends", agreement.ends);
  require_whole_day("effective", agreement.effective);
  if (agreement.starts && agreement.ends && *agreement.ends < *agreement.starts)
    bad_field("ends", "lies before the first day", "Give a later day.");
}

/// Those who have confirmed their parts, and whoever signs it already. Two of these whose records were merged
/// are two still, each with a signature of its own; of those who come new, each is another than all others.
void require_parties(store::Reader& reader, const model::Agreement& agreement, const AgreementView* before) {
  std::set<base::Uuid> confirmed, known;
  for (const auto& party : parties_of(reader, agreement.partnership))
    if (party.state == "confirmed") confirmed.insert(party.organisation.id);
  if (before != nullptr)
    for (const auto& each : before->head().needed) known.insert(each.party.organisation);
  std::set<base::Uuid> named, standing, anew;
  for (const auto& party : agreement.parties) {
    const auto& id = party.organisation;
    if (!known.contains(id) && !confirmed.contains(id))
      bad_field("parties", "names " + id.str() + ", which is no party that has confirmed its part",
                "Name those that have.");
    const auto stands = standing_for(reader, id);
    const bool another = standing.insert(stands).second;
    if (!known.contains(id)) anew.insert(stands);
    if (!named.insert(id).second || (!another && anew.contains(stands)))
      bad_field("parties", "names one party twice", "Name each once.");
    require_length("parties", party.signer, kLongestOffice);
  }
  if (named.size() < 2)
    bad_field("parties", "names fewer than two", "An agreement has two parties at least.");
  if (named.size() > kMostAgreementParties)
    bad_field("parties", "names more than " + std::to_string(kMostAgreementParties), "Name fewer.");
}

void require_act(const model::Agreement& agreement, const AgreementView* before) {
  const auto* const last = before == nullptr ? nullptr : before->signed_ever();
  const auto& act = agreement.act;
  if (last == nullptr) {
    if (act != "agree") bad_field("act", "fits no agreement that nobody has signed", "Say 'agree'.");
    return;
  }
  if (before->state == AgreementState::ended)
    throw base::Conflict("agreement " + before->id.str(), "has been ended by all", "Make another one.");
  // Where it waits again, because a key has ended, all may agree anew as well.
  if (act == "agree" && before->signed_last() != nullptr)
    bad_field("act", "is done: all have signed", "Say 'amend', 'renew', 'suspend' or 'end'.");
  if (act == "resume" && !before->rests)
    bad_field("act", "fits no agreement that does not rest", "Say what else is done.");
  if (act == "suspend" && before->rests)
    bad_field("act", "is done: it rests already", "Say 'resume', or what else is done.");
  const auto& ends = last->text.value.ends;
  if (act == "renew" && (!agreement.ends || (ends && *agreement.ends <= *ends)))
    bad_field("ends", "is no later day than it had", "Say until when it is renewed.");
}

/// Puts into `agreement` what the register itself says of it: the partnership, and the parties' names.
void complete(store::Reader& reader, model::Agreement& agreement, const base::Uuid& partnership) {
  agreement.partnership = partnership;
  for (auto& party : agreement.parties) {
    const auto head = reader.head(standing_for(reader, party.organisation));
    party.name = head && head->type == model::Organisation::kType
                     ? held<model::Organisation>(*head).value.name
                     : base::Text();
  }
}

/// Takes the files that were sent in among those that are named, which stand in `before`; puts their bytes.
void take_files(store::UnitOfWork& unit, model::Agreement& agreement, const std::vector<SentFile>& sent,
                const AgreementView* before) {
  std::vector<model::AgreedFile> known;
  if (before != nullptr)
    for (const auto& version : before->versions)
      for (const auto& file : version.text.value.files)
        if (std::ranges::find(known, file.file, &model::AgreedFile::file) == known.end())
          known.push_back(file);
  for (auto& file : agreement.files) {
    const auto stood = std::ranges::find(known, file.file, &model::AgreedFile::file);
    if (stood == known.end()) bad_field("files", "names one that this agreement never had", "Send it.");
    require_not_gone(unit, "files", file.file);
    file = *stood;
  }
  for (const auto& each : sent) {
    if (each.bytes.size() > kMostEvidenceBytes)
      bad_field("files", "holds one larger than " + std::to_string(kMostEvidenceBytes) + " bytes",
                "Make it smaller.");
    const auto type = media_type_of(each.bytes);
    if (type.empty())
      bad_field("files", "holds one that is no PDF, PNG, JPEG or plain text", "Save it as one.");
    const auto hash = base::sha256(each.bytes);
    const auto hex = base::hex(hash);
    if (std::ranges::find(agreement.files, hex, &model::AgreedFile::file) != agreement.files.end()) continue;
    if (std::ranges::find(known, hex, &model::AgreedFile::file) == known.end() &&
        known.size() >= kMostFilesEver)
      throw base::Conflict("this agreement", "has had " + std::to_string(kMostFilesEver) + " files",
                           "Make another agreement.");
    require_not_gone(unit, "files", hex);
    unit.put_blob(hash, each.bytes);
    agreement.files.push_back({hex, shown_file_name(each.name), std::string(type)});
  }
  if (agreement.files.size() > kMostAgreementFiles)
    bad_field("files", "are more than " + std::to_string(kMostAgreementFiles), "Put them together.");
}

}  // namespace

bool is_of_time(std::string_view act) {
  constexpr std::array<std::string_view, 3> kOfTime{"suspend", "resume", "end"};
  return std::ranges::find(kOfTime, act) != kOfTime.end();
}

model::Agreement first_text(store::UnitOfWork& unit, const model::Agreement& said,
                            const model::Participation& maker, const std::vector<SentFile>& sent) {
  auto agreement = said;
  agreement.brought = maker.organisation;
  complete(unit, agreement, maker.partnership);
  take_files(unit, agreement, sent, nullptr);
  require_act(agreement, nullptr);
  require_texts(agreement);
  require_days(agreement);
  require_parties(unit, agreement, nullptr);
  require_form(agreement);
  return agreement;
}

model::Agreement next_text(store::UnitOfWork& unit, const model::Agreement& said, const AgreementView& before,
                           const std::vector<SentFile>& sent) {
  auto agreement = said;
  const auto* const last = before.signed_ever();
  if (last != nullptr && is_of_time(said.act)) {
    // Neither its parties nor its files are looked at again: what all have signed can always be ended.
    agreement = last->text.value;
    agreement.act = said.act;
    agreement.effective = said.effective;
    agreement.reason = said.reason;
  } else {
    agreement.brought = before.head().text.value.brought;
    complete(unit, agreement, before.head().text.value.partnership);
    take_files(unit, agreement, sent, &before);
    require_parties(unit, agreement, &before);
  }
  if (agreement == before.head().text.value) return agreement;
  require_act(agreement, &before);
  require_texts(agreement);
  require_days(agreement);
  require_form(agreement);
  return agreement;
}

}  // namespace entente::registry
