// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "app/config.hpp"
#include "http/router.hpp"
#include "http/server.hpp"
#include "registry/accounts.hpp"
#include "registry/concerns.hpp"
#include "registry/institution.hpp"
#include "registry/register.hpp"
#include "registry/screening_lists.hpp"

namespace entente::app {

/// The API, the pages and the files they need in one router; errors as JSON for the API, as pages elsewhere.
http::Router make_router(registry::Register& reg, registry::Accounts& accounts,
                         const std::shared_ptr<registry::Concerns>& concerns,
                         const std::shared_ptr<const registry::ScreeningLists>& screening,
                         const Config& config, const std::function<http::ServerFigures()>& figures);

/// Who runs the register, by the profile that the settings name.
std::shared_ptr<const registry::Institution> institution_of(const Config&);

/// The rows of that router, without a register behind them: for `entente routes`.
std::vector<http::Route> route_table();

}  // namespace entente::app
