// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "pages/pages.hpp"
#include "registry/moment.hpp"
#include "registry/past.hpp"

namespace entente::pages {

/// Dresses an answer that was made of the register of a moment: says so in the headers (`Memento-Datetime`
/// of RFC 7089, and that robots leave it); a page says it above all it shows, with a way to today and to
/// another day, and what it leads to is of the same moment. `now`: the last commit of today; `withdrawn`: how
/// many partnerships are counted in it that have been withdrawn since.
http::Response as_of(const Context&, const http::Request&, const registry::Moment&, std::int64_t now,
                     std::int64_t withdrawn, http::Response);

/// A page of today, with a form that asks for it as of another day; any other answer as it is.
http::Response with_days_offered(const Context&, const http::Request&, http::Response);

/// What `at` came to, where it is no moment that has passed, as a page or in JSON: to today's address, or
/// what is wrong with it.
http::Response no_moment(const Context&, const http::Request&, const registry::AskedMoment&);
/// That the address asked for is of today alone.
http::Response no_moments_here(const Context&, const http::Request&);
/// What is found at a moment is being put together: a page that asks again by itself.
http::Response moment_awaited(const Context&, const http::Request&, const registry::Moment&);
/// That it cannot be: it passes these bounds.
http::Response moment_refused(const Context&, const http::Request&, const registry::Moment&,
                              const registry::PastBounds&);

}  // namespace entente::pages
