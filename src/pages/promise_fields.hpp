// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "http/message.hpp"
#include "pages/view.hpp"
#include "registry/promising.hpp"

/// Internal to pages: what the form of a promise or a delivery holds. Its texts are those of one language; a
/// text that is changed stands in no other any more, as in a part.
namespace entente::pages {

/// As typed, by the names of the fields.
using TypedPromise = std::map<std::string, std::string, std::less<>>;
TypedPromise fields_of_promise(const registry::Given&, const base::Messages&);
TypedPromise promise_fields_of_form(const http::Parameters&);

/// Puts them into the record. The key of a message where they cannot: the record is of no use then.
std::string put_into(registry::Given&, const TypedPromise&, const base::Messages&);

/// What the form is filled from: the values, and the choices of kinds, receivers, promises.
View promise_fields_view(const registry::Given&, const TypedPromise&,
                         const std::vector<std::pair<base::Uuid, base::Text>>& others,
                         const std::vector<registry::Held<model::Commitment>>& promised,
                         const base::Messages&);

/// "For 1,000 US dollars", "2,400 doses", or the first words: how a promise is called in a list.
std::string promise_label(const registry::Given&, const base::Messages&);

}  // namespace entente::pages
