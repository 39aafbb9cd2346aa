// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/screening.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

namespace entente::app {

Screening::Screening(registry::Register& reg, const registry::ScreeningLists& lists)
    : rounds_(reg, lists),
      repeating_("screening", std::chrono::milliseconds(500), [this](const std::atomic<bool>& stop) {
        // Whom it is about is in no log.
        if (const auto done = rounds_.round(stop); done.opened + done.closed > 0)
          spdlog::info("screening: {} parties compared, {} hits opened, {} closed", done.compared,
                       done.opened, done.closed);
      }) {}

}  // namespace entente::app
