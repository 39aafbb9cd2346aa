// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <pugixml.hpp>

#include "exchange/format.hpp"
#include "exchange/iati/cutter.hpp"
#include "exchange/iati/element.hpp"

/// A piece of a file as a tree: what the readers of activities and of organisations begin with.
namespace entente::exchange::iati {

/// Parses a piece; or says why it cannot be read: not well-formed, not UTF-8, nested too deep.
std::optional<Refusal> parse(const Piece&, pugi::xml_document& into);

/// What all readers of the piece's elements share; the document must outlive it.
Reading reading_of(const pugi::xml_document&, const Root&);

}  // namespace entente::exchange::iati
