// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::pages {

/// Largest file of boundaries, in bytes, and the most positions in it.
inline constexpr std::size_t kMostBoundaryBytes = 4 * 1024 * 1024, kMostPositions = 200'000;

/// An operator's boundaries (GeoJSON, RFC 7946) as the SVG file that maps lay under their dots: lines alone,
/// thinned out to what a map of this size can show. Throws base::BadInput, naming `file`, for what is too
/// large, is no GeoJSON, or has positions that are not on the earth.
std::string boundary_svg(std::string_view geojson, const std::string& file);

}  // namespace entente::pages
