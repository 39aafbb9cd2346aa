// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>

#include "registry/agreement_standing.hpp"

/// Internal to api: agreements as the endpoints answer them.
namespace entente::api {

/// With every version, who has to sign it, and what of that is missing.
boost::json::object agreement_json(const registry::AgreementView&);
/// The same without the versions.
boost::json::object agreement_line_json(const registry::AgreementView&);

}  // namespace entente::api
