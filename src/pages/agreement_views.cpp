// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/agreement_views.hpp"

#include <sstream>
#include <utility>

#include "base/text.hpp"
#include "exchange/csv/csv_writer.hpp"
#include "pages/format.hpp"
#include "pages/gone_file_views.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestAgreementTitle = 300;  // bytes

std::string fault_words(registry::SignatureFault fault, const base::Messages& messages) {
  using enum registry::SignatureFault;
  switch (fault) {
    case none:
      return {};
    case other_text:
      return messages.get("agreement.fault.other_text");
    case unknown_key:
    case wrong_key:
      return messages.get("agreement.fault.key");
    case ended_key:
      return messages.get("agreement.fault.ended_key");
    case not_in_log:
      break;
  }
  return messages.get("agreement.fault.not_in_log");
}

std::string day_words(std::int64_t day, const base::Messages& messages) {
  return messages.date(base::PartialDate::from_days(day));
}

}  // namespace

std::string party_label(const model::AgreedParty& party, std::string_view language) {
  const auto name = party.name.str(language);
  return name.empty() ? party.organisation.str() : std::string(name);
}

std::string path_of_agreement(const base::Uuid& id) {
  return "/agreements/" + id.str();
}

std::string agreement_title(const registry::AgreementView& view, std::string_view language) {
  const auto title = view.shown().text.value.title.str(language);
  return title.empty() ? view.id.str() : std::string(base::clip_utf8(title, kLongestAgreementTitle));
}

std::optional<registry::AgreementState> version_state(const registry::AgreementView& view,
                                                      const registry::AgreementVersion& version) {
  if (version.text.version == view.shown().text.version) return view.state;
  if (version.text.version != view.head().text.version) return std::nullopt;
  return view.waits() ? registry::AgreementState::waits : registry::AgreementState::begins;
}

std::string agreement_state(registry::AgreementState state, const base::Messages& messages) {
  return messages.get("agreement.state." + std::string(registry::name_of(state)));
}

View agreements_view(const std::vector<registry::AgreementView>& agreements, const base::Messages& messages) {
  return table_of(agreements, kMostRows, messages, [&](const registry::AgreementView& each) {
    View row;
    row["href"] = View(href(messages.language(), path_of_agreement(each.id)));
    const auto& shown = each.shown();
    row["title"] = text_view(shown.text.value.title, messages.language());
    row["id"] = View(each.id.str());
    row["state"] = View(agreement_state(each.state, messages));
    row["parties"] =
        View(messages.get("agreement.parties_count", {{"count", std::ssize(shown.text.value.parties)}}));
    row["waits"] =
        each.waits() && &shown != &each.head() ? View(messages.get("agreement.next_waits")) : View(false);
    return row;
  });
}

View agreement_text_view(const registry::AgreementView& view, const registry::AgreementVersion& version,
                         const registry::GoneFiles& files, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& text = version.text.value;
  View shown;
  shown["wording"] = text_view(text.wording, language);
  shown["act"] = View(term("agreement_act", text.act, language));
  shown["reason"] = text.reason.empty() ? View(false) : text_view(text.reason, language);
  shown["days"] = list_view();
  const auto add_day = [&](std::string_view key, const std::optional<base::PartialDate>& day) {
    if (day) shown["days"].push_back(fact(messages.get(key), day, messages));
  };
  add_day("agreement.starts", text.starts);
  add_day("agreement.ends", text.ends);
  add_day("agreement.effective", text.effective);
  shown["shares"] = list_view();
  const auto add_share = [&](std::string_view key, const base::Text& share) {
    if (share.empty()) return;
    View one;
    one["label"] = View(messages.get(key));
    one["text"] = text_view(share, language);
    shown["shares"].push_back(std::move(one));
  };
  add_share("agreement.risks", text.risks);
  add_share("agreement.responsibilities", text.responsibilities);
  add_share("agreement.resources", text.resources);
  add_share("agreement.benefits", text.benefits);
  add_share("agreement.exit", text.exit);
  add_share("agreement.amendment", text.amendment);
  shown["files"] = list_view();
  for (const auto& file : text.files) {
    View one;
    one["name"] = View(file.name);
    one["href"] = View("/api/v1" + path_of_agreement(view.id) + "/files/" + file.file);
    one["hash"] = View(file.file);
    const auto out = files.find(file.file);
    one["gone"] = out ? gone_file_view(*out, messages) : View(false);
    shown["files"].push_back(std::move(one));
  }
  shown["some_files"] = View(!text.files.empty());
  shown["hash"] = View(base::hex(version.text.hash));
  shown["signed"] =
      version.signed_at
          ? View(messages.get("agreement.signed_by_all",
                              {{"date", std::string_view(day_words(version.from_day, messages))}}))
          : View(false);
  return shown;
}

View signatures_view(const registry::AgreementVersion& version, const base::Messages& messages) {
  const auto language = messages.language();
  auto rows = list_view();
  for (const auto& needed : version.needed) {
    View row;
    row["name"] = View(party_label(needed.party, language));
    row["href"] = View(organisation_href(language, needed.party.organisation));
    row["office"] = text_or_nothing(needed.party.signer);
    set_each(row, {"given", "fault", "capacity", "day", "method", "taken", "receipt"}, View(false));
    if (needed.given) {
      const auto& said = needed.given->signature.value;
      row["given"] = View(needed.counts());
      row["fault"] = text_or_nothing(fault_words(needed.given->fault, messages));
      row["capacity"] = View(said.capacity);
      row["day"] = said.day ? View(messages.date(*said.day)) : View(false);
      row["method"] = View(term("signature_method", said.method, language));
      row["taken"] = View(messages.moment(needed.given->signature.time));
      row["receipt"] =
          View(receipt_href(language, needed.given->signature.id, needed.given->signature.version));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string missing_names(const registry::AgreementVersion& version, const base::Messages& messages) {
  std::vector<std::string> names;
  for (const auto& needed : version.needed)
    if (!needed.counts()) names.push_back(party_label(needed.party, messages.language()));
  return names.empty() ? std::string() : messages.list(names);
}

std::string agreements_csv(const std::vector<registry::AgreementView>& agreements,
                           const base::Messages& messages) {
  const auto language = messages.language();
  std::ostringstream out;
  exchange::csv::CsvWriter writer(out, {"agreement", "title", "state", "version", "act", "hash", "party",
                                        "party_name", "signed", "capacity", "day", "method", "time"});
  for (const auto& view : agreements)
    for (const auto& version : view.versions) {
      const auto state = version_state(view, version);
      for (const auto& needed : version.needed) {
        std::vector<std::string> row{view.id.str(),
                                     std::string(version.text.value.title.str(language)),
                                     std::string(state ? registry::name_of(*state) : "replaced"),
                                     std::to_string(version.text.version),
                                     version.text.value.act,
                                     base::hex(version.text.hash),
                                     needed.party.organisation.str(),
                                     party_label(needed.party, language)};
        const auto* const said = needed.given ? &needed.given->signature.value : nullptr;
        row.emplace_back(needed.counts() ? "yes" : "no");
        row.push_back(said ? said->capacity : std::string());
        row.push_back(said && said->day ? said->day->str() : std::string());
        row.push_back(said ? said->method : std::string());
        row.push_back(said ? base::to_string(needed.given->signature.time) : std::string());
        writer.row(row);
      }
    }
  return out.str();
}

}  // namespace entente::pages
