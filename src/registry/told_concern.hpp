// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "registry/views.hpp"

namespace entente::registry {

class Register;

/// The public record that tells of a published concern, by the number of the concern: how it stands, and
/// nothing of what was said. Nothing where none stands.
std::optional<Held<model::ConcernNotice>> concern_notice(const Register&, std::int64_t number);

}  // namespace entente::registry
