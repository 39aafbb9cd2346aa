// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <variant>

#include "exchange/format.hpp"
#include "exchange/iati/activity_file.hpp"
#include "exchange/iati/cutter.hpp"

namespace entente::exchange::iati {

/// The name by which kept originals say what they are.
inline constexpr std::string_view kKeptAs = ActivityFile::kFormat;

/// One activity as a partnership with its parties, promises, deliveries and results; or why it cannot be
/// taken. A value that cannot be read (no date, no number) is left out and counted: it stands in the
/// original.
std::variant<Bundle, Refusal> read_activity(const Piece&, const Root&);

/// A refusal of a piece: `cause` after "activity ID:", `next` as what to do.
Refusal refuse(const Piece&, std::size_t offset, std::string_view identifier, const std::string& cause,
               const std::string& next);

/// The activity or organisation as a document that stands alone: with the namespaces that it had from the
/// file's root.
std::string standing_alone(std::string_view activity, const Root&);

}  // namespace entente::exchange::iati
