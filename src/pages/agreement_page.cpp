// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// An agreement for everybody: what it says, who has signed it, and what is missing.
#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "pages/agreement_views.hpp"
#include "pages/concern_views.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "registry/agreeing.hpp"

namespace entente::pages {

namespace {

constexpr std::int64_t kVersionsListed = 20;  // on one page

/// The newest first, from `upto` on.
View agreement_versions(const registry::AgreementView& agreement, const registry::AgreementVersion& shown,
                        std::int64_t upto, const base::Messages& messages) {
  auto rows = list_view();
  for (auto each = agreement.versions.rbegin(); each != agreement.versions.rend(); ++each) {
    View row;
    const auto number = each->text.version;
    if (number > upto || number <= upto - kVersionsListed) continue;
    row["href"] = View(
        href(messages.language(), path_of_agreement(agreement.id) + "?version=" + std::to_string(number)));
    row["label"] = View(messages.get("desk.version", {{"number", number}}));
    row["act"] = View(term("agreement_act", each->text.value.act, messages.language()));
    row["time"] = View(messages.moment(each->text.time));
    row["shown"] = View(number == shown.text.version);
    row["waits"] = View(&*each == &agreement.head() && agreement.waits());
    row["receipt"] = View(receipt_href(messages.language(), agreement.id, number));
    row["changes"] = number > 1 ? View(difference_href(messages.language(), agreement.id, number - 1, number))
                                : View(false);
    row["counting"] = View(number == agreement.counting);
    rows.push_back(std::move(row));
  }
  return rows;
}

/// {label, href} of the pages of versions before and after the one that is shown.
View more_versions(const registry::AgreementView& agreement, std::int64_t upto,
                   const base::Messages& messages) {
  auto all = list_view();
  const auto last = agreement.head().text.version;
  const auto add = [&](std::string_view key, std::int64_t to) {
    View one;
    one["label"] = View(messages.get(key));
    one["href"] = View(href(messages.language(), path_of_agreement(agreement.id) +
                                                     "?versions=" + std::to_string(to) + "#versions"));
    all.push_back(std::move(one));
  };
  if (upto < last) add("agreement.versions_later", std::min(upto + kVersionsListed, last));
  if (upto > kVersionsListed) add("agreement.versions_earlier", upto - kVersionsListed);
  return all;
}

/// From one version to the one that has to be known beside it, {words, href, label}: from what counts to what
/// waits, and from any other to what counts.
View beside_version(const registry::AgreementView& agreement, const registry::AgreementVersion& shown,
                    const base::Messages& messages) {
  const auto path = href(messages.language(), path_of_agreement(agreement.id));
  const auto& standing = agreement.shown();
  const auto& last = agreement.head();
  View note;
  if (&shown != &standing) {
    // Of one that all have signed for a later day its state says enough.
    const bool earlier = &shown != &last;
    note["words"] = earlier             ? View(messages.get("desk.earlier"))
                    : agreement.waits() ? View(messages.get("agreement.proposed"))
                                        : View(false);
    note["href"] = View(path);
    note["label"] = View(messages.get(standing.signed_at ? "agreement.to_counting" : "desk.to_latest"));
    return note;
  }
  if (&shown == &last) return View(false);
  note["words"] = View(messages.get("desk.version", {{"number", last.text.version}}));
  note["href"] = View(path + "?version=" + std::to_string(last.text.version));
  note["label"] = View(messages.get(agreement.waits() ? "agreement.next_waits" : "agreement.state.begins"));
  return note;
}

/// The parties that may ask for a statement to sign elsewhere, of the version that waits.
View statement_parties(const registry::AgreementVersion& version, const base::Messages& messages) {
  auto all = list_view();
  for (const auto& needed : version.needed) {
    View one;
    one["id"] = View(needed.party.organisation.str());
    one["label"] = View(party_label(needed.party, messages.language()));
    all.push_back(std::move(one));
  }
  return all;
}

http::Response agreement_page(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto etag = etag_of(context, request, context.reg.applied_seq());
  if (auto unchanged = not_modified(request, etag, language)) return *unchanged;
  const auto asked = request.parameter("version");
  const auto listed = positive_number(request.parameter("versions")).value_or(0);
  registry::ShownVersions wanted{.upto = listed, .count = kVersionsListed};
  if (const auto one = positive_number(asked)) wanted.some.push_back(*one);
  const auto agreement = id ? registry::Agreeing(context.reg).one(*id, wanted) : std::nullopt;
  if (!agreement) {
    auto stone = id ? withdrawn_agreement_page(context, request, language, *id) : std::nullopt;
    return stone ? std::move(*stone) : error_page(context, request, language, 404);
  }
  // What somebody proposes is never what an agreement shows by itself.
  const auto& standing = agreement->shown();
  const auto number = asked.empty() ? std::optional(standing.text.version) : positive_number(asked);
  const auto* const version = number ? agreement->version(*number) : nullptr;
  if (version == nullptr) return error_page(context, request, language, 404);

  const auto& messages = base::Messages::in(language);
  const bool latest = version == &agreement->head();
  const auto path = path_of_agreement(*id);
  const auto partnership = context.reg.partnership(version->text.value.partnership);
  View view;
  view["partnership"] = partnership ? text_view(partnership->partnership.value.title, language) : View(false);
  view["partnership_href"] =
      View(partnership_href(language, version->text.value.partnership) + "#agreements");
  view["title"] = text_view(version->text.value.title, language);
  const auto state = version_state(*agreement, *version);
  view["state"] = state ? View(agreement_state(*state, messages)) : View(false);
  view["besides"] = beside_version(*agreement, *version, messages);
  const auto missing = missing_names(*version, messages);
  view["missing"] = latest && !missing.empty()
                        ? View(messages.get("agreement.missing", {{"names", std::string_view(missing)}}))
                        : View(false);
  view["text"] = agreement_text_view(*agreement, *version, registry::GoneFiles(context.reg), messages);
  view["signatures"] = signatures_view(*version, messages);
  const auto last = agreement->head().text.version;
  const auto upto = listed > 0 ? std::min(listed, last) : last;
  view["versions"] = agreement_versions(*agreement, *version, upto, messages);
  view["more_versions"] = more_versions(*agreement, upto, messages);
  const bool proposed = latest && agreement->waits() && standing.signed_at;
  view["since_counting"] =
      proposed ? View(difference_href(language, *id, standing.text.version, last)) : View(false);
  const auto number_text = std::to_string(version->text.version);
  view["json"] = View("/api/v1" + path);
  view["text_json"] = View("/api/v1" + path + "/versions/" + number_text);
  view["open"] = View(latest && agreement->waits());
  view["sign"] = View(href(language, "/account" + path + "/sign"));
  view["change"] = View(href(language, "/account" + path));
  view["withdraw"] = View(href(language, path + "/withdraw"));
  view["remove"] = version->text.value.files.empty() ? View(false) : View(href(language, "/removals"));
  view["statement"] = View("/api/v1" + path + "/statement");
  view["statement_parties"] = statement_parties(*version, messages);
  view["concerns"] = latest ? concern_link(context, version->text.value.partnership, messages) : View(false);
  Frame frame{.language = language, .title = agreement_title(*agreement, language)};
  frame.path = path + (asked.empty() ? "" : "?version=" + number_text);
  frame.section = "partnerships";
  frame.etag = etag;
  frame.index = asked.empty() && listed == 0;
  return page(context, request, frame, "agreement", view);
}

http::Response agreements_download(const Context& context, const http::Request& request,
                                   std::string_view language, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id || !context.reg.partnership(*id)) return error_page(context, request, language, 404);
  return download(
      agreements_csv(registry::Agreeing(context.reg).of_partnership(*id), base::Messages::in(language)),
      "text/csv; charset=utf-8; header=present", "agreements.csv", language);
}

}  // namespace

std::vector<http::Route> agreement_routes(const Context& context) {
  return {
      {"GET", "/{lang}/agreements/{id}",
       "An agreement: what it says, who has signed it, and what is missing.",
       in_language(context, agreement_page)},
      {"GET", "/{lang}/partnerships/{id}/agreements.csv", "The signatures under its agreements as CSV.",
       in_language(context, agreements_download)},
  };
}

}  // namespace entente::pages
