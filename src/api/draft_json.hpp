// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <vector>

#include "registry/look_alikes.hpp"
#include "registry/registering.hpp"

/// Internal to api: drafts of partnerships in answers.
namespace entente::api {

/// What is odd in it this day is told to whoever reviews.
boost::json::object draft_json(const registry::Draft&, base::Instant now);
boost::json::object line_json(const registry::DraftLine&);
boost::json::array alike_json(const std::vector<registry::LookAlike>&);

/// What somebody sends of a partnership, put over what stands: a member that is not sent stays as it is, and
/// so do places that are no countries, sent back or not. Throws base::BadInput.
model::Partnership with_sent(model::Partnership standing, const boost::json::object& sent);

}  // namespace entente::api
