// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The words of others on a delivery: its receiver's, a host government's, and who verified it.
#include <algorithm>
#include <optional>
#include <utility>

#include "access/permission.hpp"
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/part_fields.hpp"
#include "pages/promise_fields.hpp"
#include "pages/promise_pages.hpp"
#include "pages/promise_views.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "pages/visitor.hpp"
#include "registry/attesting.hpp"
#include "registry/confirming.hpp"
#include "registry/gone_files.hpp"
#include "registry/promising.hpp"
#include "registry/witnessing.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kAsReceiver = "receiver";

/// What was typed, and what is wrong with it.
struct SentWord {
  std::string as, remark, by, url, level;
  std::string fault = {};  ///< key of a message
  int status = 422;
};

struct AskedDelivery {
  registry::EnteredPromise all;
  registry::Held<model::Delivery> held;
};

/// Nothing where no such delivery stands.
std::optional<AskedDelivery> asked_delivery(const Context& context, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  auto one = id ? registry::Promising(context.reg).one(*id) : std::nullopt;
  if (!one || one->withdrawn || !std::holds_alternative<model::Delivery>(one->record.value))
    return std::nullopt;
  const auto& r = one->record;
  registry::Held<model::Delivery> held{
      r.id, std::get<model::Delivery>(r.value), r.version, r.event_seq, r.time, r.author, r.hash};
  return AskedDelivery{std::move(*one), std::move(held)};
}

std::string name_of_party(const Context& context, const model::PartyRef& party, std::string_view language) {
  const auto name = party.organisation ? context.reg.organisation_name(*party.organisation) : std::nullopt;
  return name ? std::string(name->str(language)) : party.name;
}

/// Whose word it is.
std::string witness_name(const Context& context, const model::Attestation& said, std::string_view language) {
  if (said.organisation) return name_of_party(context, {said.organisation, {}}, language);
  return said.country.empty() ? said.by : country_name(said.country, language);
}

View word_rows(const Context& context, const AskedDelivery& asked, const base::Messages& messages) {
  return table_of(asked.all.words, kMostRows, messages, [&](const auto& held) {
    const auto& said = held.value;
    const auto day = base::PartialDate::parse(said.at);
    View row;
    row["who"] = View(witness_name(context, said, messages.language()));
    row["state"] = View(term("attestation_state", said.state, messages.language()));
    row["level"] = View(term("attestation_level", said.level, messages.language()));
    row["when"] = day ? View(messages.date(*day)) : View(false);
    row["receipt"] = receipt_link(held, row["who"].string_value(), messages);
    row["by_invitation"] = View(said.by == registry::kByInvitedParty);
    row["earlier"] = View(!registry::speaks_of(held, asked.held));
    row["remark"] = text_view(said.remark, messages.language());
    row["evidence"] = evidence_view(said.evidence, asked.held.id, {}, messages);
    return row;
  });
}

bool speaks_for_giver(const access::Actor& actor, const AskedDelivery& asked) {
  const auto& giver = asked.held.value.giver.organisation;
  return giver && actor.holds({access::Role::representative, giver->str()});
}

/// In which capacities somebody has a word: "receiver", codes of countries, and ids of beneficiaries' parts.
std::vector<std::string> capacities_of(const access::Actor& actor, const AskedDelivery& asked) {
  std::vector<std::string> all;
  if (speaks_for_giver(actor, asked)) return all;
  const auto may = [&](const std::string& place, access::Reach reach) {
    return access::may(actor, access::Action::attest_delivery, {.place = place, .reach = reach});
  };
  const auto& value = asked.held.value;
  const auto& receiver = value.receiver.organisation;
  if (receiver && receiver != value.giver.organisation && may(receiver->str(), access::Reach::organisation))
    all.emplace_back(kAsReceiver);
  for (const auto& country : asked.all.countries)
    if (may(country, access::Reach::country) && std::ranges::find(all, country) == all.end())
      all.push_back(country);
  for (const auto& part : registry::Promising::beneficiaries_for(actor, asked.all)) all.push_back(part.str());
  return all;
}

View delivery_facts(const Context& context, const AskedDelivery& asked, const base::Messages& messages) {
  const auto language = messages.language();
  const auto& value = asked.held.value;
  auto facts = list_view();
  facts.push_back(fact(messages.get("promise.field.giver"), name_of_party(context, value.giver, language)));
  facts.push_back(
      fact(messages.get("promise.field.receiver"), name_of_party(context, value.receiver, language)));
  facts.push_back(fact(messages.get("promise.field.given"), value.date, messages));
  facts.push_back(fact(messages.get("promise.field.description"), text_view(value.description, language)));
  if (value.quantity)
    facts.push_back(fact(messages.get("promise.quantity"), quantity_label(value.quantity, messages)));
  return facts;
}

/// Who speaks in one of the capacities.
std::string capacity_name(const Context& context, const AskedDelivery& asked, const std::string& as,
                          const base::Messages& messages) {
  const auto language = messages.language();
  if (as == kAsReceiver) return name_of_party(context, asked.held.value.receiver, language);
  const auto part = base::Uuid::parse(as);
  if (!part) return country_name(as, language);
  for (const auto& each : asked.all.beneficiaries)
    if (each.part == *part)
      return messages.get("promises.as_beneficiary", {{"name", std::string_view(each.name.str(language))}});
  return {};
}

std::string path_of_delivery(const AskedDelivery& asked) {
  return "/account/deliveries/" + asked.held.id.str();
}

/// What both pages show of a delivery.
View delivery_view(const Context& context, const http::Request& request, std::string_view language,
                   const AskedDelivery& asked) {
  const auto& messages = base::Messages::in(language);
  View view;
  view["partnership"] = text_view(asked.all.partnership, language);
  view["href"] = View(partnership_href(language, asked.held.value.partnership));
  view["label"] = View(promise_label(asked.held.value, messages));
  view["facts"] = delivery_facts(context, asked, messages);
  view["evidence"] = evidence_view(asked.held.value.evidence, asked.held.id,
                                   registry::GoneFiles(context.reg).among(asked.held.value), messages);
  view["some_evidence"] = View(!asked.held.value.evidence.empty());
  view["levels"] = list_view();
  const auto levels = registry::levels_of(asked.held, asked.all.words);
  for (const auto& level : levels)
    if (level != "claim" || levels.size() == 1) view["levels"].push_back(level_view(level, language));
  view["disputed"] = View(registry::is_disputed(asked.held, asked.all.words));
  view["was_disputed"] = View(registry::was_disputed(asked.held, asked.all.words));
  view["words"] = word_rows(context, asked, messages);
  view["key"] = View(key_of_forms(context, request));
  view["version"] = View(std::to_string(asked.held.version));
  view["back"] = View(href(language, path_of_delivery(asked)));
  view["done"] = request.parameter("done") == "said" ? View(messages.get("promises.done.said")) : View(false);
  return view;
}

http::Response word_shown(const Context& context, const http::Request& request, std::string_view language,
                          const AskedDelivery& asked, const SentWord& sent) {
  const auto& messages = base::Messages::in(language);
  const auto actor = visitor_of(context, request).actor;
  auto view = delivery_view(context, request, language, asked);
  view["action"] = View(href(language, path_of_delivery(asked)));
  view["capacities"] = list_view();
  for (const auto& as : capacities_of(actor, asked)) {
    View one;
    one["as"] = View(as);
    one["label"] = View(capacity_name(context, asked, as, messages));
    one["remark"] = View(sent.as == as ? sent.remark : std::string());
    view["capacities"].push_back(std::move(one));
  }
  view["may_speak"] = View(view["capacities"].is_non_empty_list());
  view["verification"] =
      access::may(actor, access::Action::verify_delivery) && !speaks_for_giver(actor, asked)
          ? View(href(language, path_of_delivery(asked) + "/verification"))
          : View(false);
  const auto title = messages.get("promises.delivery");
  const auto fault = sent.fault.empty() ? std::string() : messages.get(sent.fault);
  view["fault"] = text_or_nothing(fault);
  auto frame =
      private_frame(language, fault.empty() ? title : fault + " – " + title, path_of_delivery(asked));
  if (!fault.empty()) frame.status = sent.status;
  return page(context, request, frame, "delivery_word", view);
}

http::Response word_page(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto asked = asked_delivery(context, captures);
  return asked ? word_shown(context, request, language, *asked, {})
               : error_page(context, request, language, 404);
}

/// Says it, and gives the key of what kept it from being said; "" where nothing did.
template <class Say>
std::string said_or_fault(int& status, const Say& say) {
  try {
    say();
    return {};
  } catch (const base::Conflict&) {
    status = 409;
    return "form.fault.changed";
  }
}

http::Response word_sent(const Context& context, const http::Request& request, std::string_view language,
                         const http::Captures& captures) {
  const auto form = own_form(context, request, http::kMostLongFormBytes);
  if (!form) return error_page(context, request, language, 403);
  auto asked = asked_delivery(context, captures);
  if (!asked) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*form, "do");
  if (wish != "confirm" && wish != "dispute") return error_page(context, request, language, 400);
  SentWord sent;
  sent.as = http::value_of(*form, "as");
  sent.remark = http::value_of(*form, "remark");
  base::Text remark;
  sent.fault = read_remark(remark, sent.remark, language);
  if (sent.fault.empty() && wish == "dispute" && remark.empty()) sent.fault = "promise.fault.dispute";
  const auto version = positive_number(http::value_of(*form, "version")).value_or(0);
  if (sent.fault.empty())
    sent.fault = said_or_fault(sent.status, [&] {
      registry::Witnessing witnessing(context.reg);
      const auto actor = visitor_of(context, request).actor;
      if (sent.as == kAsReceiver)
        witnessing.receive(actor, asked->held.id, version, wish == "confirm", remark);
      else if (const auto part = base::Uuid::parse(sent.as))
        witnessing.benefit(actor, asked->held.id, version, *part, wish == "confirm", remark);
      else
        witnessing.host(actor, asked->held.id, version, sent.as, wish == "confirm", remark);
    });
  if (sent.fault.empty()) return see(language, path_of_delivery(*asked) + "?done=said");
  asked = asked_delivery(context, captures);  // what stands now is shown beside what was typed
  if (!asked) return error_page(context, request, language, 404);
  return word_shown(context, request, language, *asked, sent);
}

http::Response verification_shown(const Context& context, const http::Request& request,
                                  std::string_view language, const AskedDelivery& asked,
                                  const SentWord& sent) {
  const auto& messages = base::Messages::in(language);
  const auto path = path_of_delivery(asked) + "/verification";
  auto view = delivery_view(context, request, language, asked);
  view["action"] = View(href(language, path));
  view["level_choices"] = list_view();
  for (const std::string code : {"independent_verifier", "independent_evaluation"}) {
    View one;
    one["code"] = View(code);
    one["label"] = View(term("attestation_level", code, language));
    one["chosen"] = View(sent.level == code);
    view["level_choices"].push_back(std::move(one));
  }
  view["by"] = View(sent.by);
  view["url"] = View(sent.url);
  view["remark"] = View(sent.remark);
  const auto title = messages.get("promises.verification");
  const auto fault = sent.fault.empty() ? std::string() : messages.get(sent.fault);
  view["fault"] = text_or_nothing(fault);
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, path);
  if (!fault.empty()) frame.status = sent.status;
  return page(context, request, frame, "verification", view);
}

http::Response verification_page(const Context& context, const http::Request& request,
                                 std::string_view language, const http::Captures& captures) {
  const auto asked = asked_delivery(context, captures);
  return asked ? verification_shown(context, request, language, *asked, {})
               : error_page(context, request, language, 404);
}

http::Response verification_sent(const Context& context, const http::Request& request,
                                 std::string_view language, const http::Captures& captures) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  auto asked = asked_delivery(context, captures);
  if (!asked) return error_page(context, request, language, 404);
  const auto wish = http::value_of(*form, "do");
  if (wish != "confirm" && wish != "dispute") return error_page(context, request, language, 400);
  SentWord sent;
  sent.remark = http::value_of(*form, "remark");
  sent.by = http::value_of(*form, "by");
  sent.url = http::value_of(*form, "url");
  sent.level = http::value_of(*form, "level");
  base::Text remark;
  sent.fault = read_remark(remark, sent.remark, language);
  if (sent.fault.empty() && wish == "dispute" && remark.empty()) sent.fault = "promise.fault.dispute";
  const auto version = positive_number(http::value_of(*form, "version")).value_or(0);
  if (sent.fault.empty()) try {
      sent.fault = said_or_fault(sent.status, [&] {
        registry::Witnessing(context.reg)
            .verify(visitor_of(context, request).actor, asked->held.id, version, sent.level, sent.by,
                    sent.url, wish == "confirm", remark);
      });
    } catch (const base::BadInput&) {
      sent.fault = "promise.fault.verification";
    }
  if (sent.fault.empty()) return see(language, path_of_delivery(*asked) + "?done=said");
  asked = asked_delivery(context, captures);
  if (!asked) return error_page(context, request, language, 404);
  return verification_shown(context, request, language, *asked, sent);
}

}  // namespace

std::vector<http::Route> delivery_word_routes(const Context& context) {
  return {
      {"GET", "/{lang}/account/deliveries/{id}", "A delivery, and what others have said of it.",
       in_language(context, word_page)},
      {"POST", "/{lang}/account/deliveries/{id}",
       "Confirms or disputes it, for its receiver or a government.", in_language(context, word_sent)},
      {"GET", "/{lang}/account/deliveries/{id}/verification", "A form that records who verified a delivery.",
       in_language(context, verification_page)},
      {"POST", "/{lang}/account/deliveries/{id}/verification", "Records it.",
       in_language(context, verification_sent)},
  };
}

}  // namespace entente::pages
