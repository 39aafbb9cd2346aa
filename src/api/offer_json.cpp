// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/offer_json.hpp"

#include <utility>

#include "api/sent.hpp"
#include "base/error.hpp"
#include "registry/letters.hpp"

namespace entente::api {

SentOffer sent_offer(const boost::json::object& sent) {
  SentOffer offer{std::string(sent_string(sent, "address")), std::string(sent_string(sent, "name")),
                  sent.contains("language") ? std::string(sent_string(sent, "language")) : "en"};
  if (!registry::is_address(offer.address))
    throw base::BadInput("address", "is none to which mail can be sent", "Write it as a@b.example.");
  if (!registry::is_person_name(offer.name))
    throw base::BadInput("name", "is empty, longer than a line, or no text",
                         "Give the name by which others know the person.");
  if (!base::is_language(offer.language))
    throw base::BadInput("language", "is none that the register speaks", "Use ar, zh, en, fr, ru or es.");
  return offer;
}

boost::json::object offer_json(const Context& context, const SentOffer& offer,
                               const registry::MadeOffer& made, registry::OfferWay way) {
  boost::json::object body{{"address", offer.address},
                           {"mailed", made.mailed},
                           {"done", done_json(made.done.event_seq, made.done.repeated)}};
  if (made.secret.empty()) return body;
  if (way == registry::OfferWay::code)
    body.emplace("code", made.secret);
  else
    body.emplace("link", context.accounts.letterhead().url + "/" + offer.language + "/offer/" + made.secret);
  return body;
}

boost::json::object colleagues_json(const registry::Colleagues& all) {
  boost::json::array people, offers;
  for (const auto& person : all.people) {
    boost::json::object one{{"account", person.account.str()},
                            {"name", person.name},
                            {"role", access::name_of(person.grant.role)},
                            {"invited", person.invited}};
    if (!person.address.empty()) one.emplace("address", person.address);
    people.push_back(std::move(one));
  }
  for (const auto& offer : all.offers)
    offers.push_back(boost::json::object{{"id", offer.id.str()},
                                         {"name", offer.name},
                                         {"address", offer.address},
                                         {"role", offer.role},
                                         {"expires", base::to_string(offer.expires)}});
  boost::json::object body{{"people", std::move(people)}, {"offers", std::move(offers)}};
  if (all.vacant_since) body.emplace("vacant_since", base::to_string(*all.vacant_since));
  return body;
}

}  // namespace entente::api
