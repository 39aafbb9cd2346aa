// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "http/message.hpp"
#include "registry/register.hpp"

namespace entente::app {

/// Reading one's own writes, whichever node of a cluster answers: a request may say in the header
/// "Entente-After" the number of a commit (event_seq) that its answer has to know of. Brings the register
/// that far. Gives the answer of a request that cannot be answered so: 400 where the header is no number, 503
/// where the register has not come that far or its store does not answer.
std::optional<http::Response> catch_up(registry::Register&, const http::Request&);

}  // namespace entente::app
