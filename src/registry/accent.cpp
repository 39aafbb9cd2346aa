// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/error.hpp"
#include "registry/institution.hpp"

namespace entente::registry {

namespace {

using Colour = std::array<double, 3>;  // red, green, blue, 0 to 255

// The grounds that the accent stands on (web/styles/style.css): the darkest of the light pages, the lightest
// of the dark ones.
constexpr Colour kLightWash{0xf3, 0xf5, 0xf8}, kDarkPaper{0x10, 0x16, 0x1f}, kDarkWash{0x18, 0x20, 0x2c};
constexpr Colour kWhite{255, 255, 255}, kBlack{0, 0, 0};
constexpr double kReadable = 4.5;  // WCAG 2.2, 1.4.3: text of ordinary size

std::optional<Colour> read_colour(std::string_view text) {
  if (text.size() != 7 || text.front() != '#') return std::nullopt;
  Colour colour{};
  for (std::size_t i = 0; i < 6; ++i) {
    const char c = text[i + 1];
    int digit = 0;
    if (c >= '0' && c <= '9')
      digit = c - '0';
    else if (c >= 'a' && c <= 'f')
      digit = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
      digit = c - 'A' + 10;
    else
      return std::nullopt;
    colour.at(i / 2) = colour.at(i / 2) * 16 + digit;
  }
  return colour;
}

std::string written(const Colour& c) {
  return fmt::format("#{:02x}{:02x}{:02x}", std::lround(c[0]), std::lround(c[1]), std::lround(c[2]));
}

/// `share` of `b` in `a`, 0 to 1.
Colour mixed(const Colour& a, const Colour& b, double share) {
  Colour out{};
  for (std::size_t i = 0; i < out.size(); ++i) out.at(i) = a.at(i) + (b.at(i) - a.at(i)) * share;
  return out;
}

/// Relative luminance, and contrast, as WCAG 2.2 defines them.
double luminance(const Colour& colour) {
  const auto linear = [](double channel) {
    const double s = channel / 255;
    return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

double contrast(const Colour& a, const Colour& b) {
  const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

/// The first of ever paler shades that is read well on the dark pages.
Colour for_dark(const Colour& accent) {
  constexpr double kWell = 7;
  double share = 0;
  while (share < 1 && contrast(mixed(accent, kWhite, share), kDarkWash) < kWell) share += 0.05;
  return mixed(accent, kWhite, std::min(share, 1.0));
}

}  // namespace

std::string accent_sheet(std::string_view text) {
  const auto accent = read_colour(text);
  if (!accent)
    throw base::BadInput("accent '" + std::string(text) + "'", "is not a colour", "Write it as #1b4b9b.");
  if (const auto reached = contrast(*accent, kLightWash); reached < kReadable)
    throw base::BadInput(
        "accent " + std::string(text),
        fmt::format("has a contrast of {:.1f} to 1 with the pages' light ground, and links need {:.1f}",
                    std::floor(reached * 10) / 10, kReadable),
        "Take a darker colour.");
  const auto dark = for_dark(*accent);
  const auto rule = [](const Colour& a, const Colour& deeper, const Colour& wash) {
    return "--accent:" + written(a) + ";--accent-2:" + written(deeper) + ";--accent-wash:" + written(wash);
  };
  // Not for print, which has a colour of its own.
  return "@media screen{:root{" + rule(*accent, mixed(*accent, kBlack, 0.3), mixed(*accent, kWhite, 0.9)) +
         "}}\n@media screen and (prefers-color-scheme:dark){:root{" +
         rule(dark, mixed(dark, kWhite, 0.4), mixed(kDarkPaper, *accent, 0.25)) + "}}\n";
}

}  // namespace entente::registry
