// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_sense.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/error.hpp"
#include "registry/evidence.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostFilesEver = 30;
constexpr std::size_t kLongestOffice = 300;   // bytes
constexpr std::size_t kMostWording = 60'000;  // bytes in a language

bool is_of_time(std::string_view act) {
  constexpr std::array<std::string_view, 3> kOfTime{"suspend", "resume", "end"};
  return std::ranges::find(kOfTime, act) != kOfTime.end();
}

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

/// Those who have confirmed their parts, and whoever was a party of it before.
void require_parties(store::Reader& reader, const model::Agreement& agreement, const AgreementView* before) {
  std::set<base::Uuid> able;
  for (const auto& party : parties_of(reader, agreement.partnership))
    if (party.state == "confirmed") able.insert(party.organisation.id);
  if (before != nullptr)
    for (const auto& each : before->head().needed) able.insert(each.party.organisation);
  std::set<base::Uuid> named;
  for (const auto& party : agreement.parties) {
    if (!able.contains(party.organisation))
      bad_field("parties",
                "names " + party.organisation.str() + ", which is no party that has confirmed its part",
                "Name those that have.");
    if (!named.insert(standing_for(reader, party.organisation)).second)
      bad_field("parties", "names one party twice", "Name each once.");
    require_length("parties", party.signer, kLongestOffice);
  }
  if (named.size() < 2)
    bad_field("parties", "names fewer than two", "An agreement has two parties at least.");
  if (named.size() > kMostAgreementParties)
    bad_field("parties", "names more than " + std::to_string(kMostAgreementParties), "Name fewer.");
}

void require_act(const model::Agreement& agreement, const AgreementView* before) {
  const auto* const last = before == nullptr ? nullptr : before->signed_last();
  const auto& act = agreement.act;
  if (last == nullptr) {
    if (act != "agree") bad_field("act", "fits no agreement that nobody has signed", "Say 'agree'.");
    return;
  }
  const auto& stood = last->text.value;
  if (stood.act == "end")
    throw base::Conflict("agreement " + before->id.str(), "has been ended by all", "Make another one.");
  if (act == "agree")
    bad_field("act", "is done: all have signed", "Say 'amend', 'renew', 'suspend' or 'end'.");
  if (act == "resume" && stood.act != "suspend")
    bad_field("act", "fits no agreement that does not rest", "Say what else is done.");
  if (act == "suspend" && stood.act == "suspend")
    bad_field("act", "is done: it rests already", "Say 'resume', or what else is done.");
  if (act == "renew" && (!agreement.ends || (stood.ends && *agreement.ends <= *stood.ends)))
    bad_field("ends", "is no later day than it had", "Say until when it is renewed.");
}

}  // namespace

void complete_agreement(store::Reader& reader, model::Agreement& agreement, const base::Uuid& partnership) {
  agreement.partnership = partnership;
  for (auto& party : agreement.parties) {
    const auto head = reader.head(standing_for(reader, party.organisation));
    party.name = head && head->type == model::Organisation::kType
                     ? held<model::Organisation>(*head).value.name
                     : base::Text();
  }
}

void require_agreement_sense(store::Reader& reader, const model::Agreement& agreement,
                             const AgreementView* before) {
  require_act(agreement, before);
  require_texts(agreement);
  require_days(agreement);
  require_parties(reader, agreement, before);
  require_form(agreement);
}

model::Agreement with_text_of(const model::Agreement& agreement, const AgreementView& before) {
  const auto* const last = before.signed_last();
  if (last == nullptr || !is_of_time(agreement.act)) return agreement;
  auto whole = last->text.value;
  whole.act = agreement.act;
  whole.effective = agreement.effective;
  whole.reason = agreement.reason;
  return whole;
}

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
    unit.put_blob(hash, each.bytes);
    agreement.files.push_back({hex, shown_file_name(each.name), std::string(type)});
  }
  if (agreement.files.size() > kMostAgreementFiles)
    bad_field("files", "are more than " + std::to_string(kMostAgreementFiles), "Put them together.");
}

}  // namespace entente::registry
