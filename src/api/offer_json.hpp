// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <string>

#include "api/api.hpp"
#include "registry/colleagues.hpp"

/// Internal to api: people who are asked in, sent and told.
namespace entente::api {

/// Whom an offer is for, as it was sent. Throws base::BadInput where the address or the name can be none.
struct SentOffer {
  std::string address, name, language;
};
SentOffer sent_offer(const boost::json::object&);

/// What became of it: the link or the code where it is to be handed over.
boost::json::object offer_json(const Context&, const SentOffer&, const registry::MadeOffer&,
                               registry::OfferWay);
/// Who holds roles in a place, and the offers that wait there.
boost::json::object colleagues_json(const registry::Colleagues&);

}  // namespace entente::api
