// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "api/api.hpp"

/// Internal to api: a draft as it stands, for whoever may read it.
namespace entente::api {

/// Throws base::NotFound for one that the actor may not read: its id tells no more than any other.
registry::Draft standing_draft(const Context&, const access::Actor&, const base::Uuid& id);
/// With what became of the request, where it changed something.
http::Response draft_answer(const Context&, const http::Request&, const access::Actor&, const base::Uuid& id,
                            const std::optional<store::Committed>& done);

}  // namespace entente::api
