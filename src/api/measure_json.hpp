// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>

#include "registry/registering.hpp"

/// Internal to api: what a draft says will be counted, as it is sent.
namespace entente::api {

/// The result to be saved with a draft, made of the member "measure" over what stands; nothing where that is
/// not sent, and one without indicators, which takes it away, where it is null. Throws base::BadInput for
/// figures that are not as it is measured, and for any measure in a change to what is published.
std::optional<model::Result> sent_measure(const registry::Draft&, const boost::json::object& sent);

}  // namespace entente::api
