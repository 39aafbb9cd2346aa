// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

#include "http/message.hpp"
#include "registry/promising.hpp"

/// Internal to api: promises and deliveries in answers, and evidence as it is sent.
namespace entente::api {

/// With what it is attested by, and whether a word disputes it.
boost::json::object delivery_json(const registry::Held<model::Delivery>&,
                                  const std::vector<registry::Held<model::Attestation>>& words);
/// A promise or a delivery with all that everybody may read of it.
boost::json::object given_json(const registry::EnteredPromise&);

/// A piece of evidence: a link as JSON; a file as multipart/form-data, whose part `evidence` is that JSON,
/// and `file` the file.
struct SentEvidence {
  std::int64_t version = 0;
  model::Evidence piece;
  std::string_view bytes;  ///< of the request's body
};
SentEvidence sent_evidence(const http::Request&);

}  // namespace entente::api
