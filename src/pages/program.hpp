// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "pages/view.hpp"

namespace entente::pages {

/// Text for an element or a quoted attribute: & < > " ' become entities.
void escape_into(std::string& out, std::string_view text);
std::string html_escape(std::string_view text);

/// A template, read once for one language. Of mustache it knows {{name}} (escaped), {{{name}}} (not), {{.}},
/// {{#name}}…{{/name}} and {{^name}}…{{/name}}; {{#t}}key{{/t}} is a message without placeholders. A line on
/// which nothing but sections stood falls away. Shared by threads.
class Program {
 public:
  /// Throws base::Error, naming the template, for a tag that does not close or that it does not know, and for
  /// a message that does not exist.
  Program(std::string_view name, std::string_view text, const base::Messages&);

  /// Adds to `out`, whose end begins a line.
  void fill(const View&, std::string& out) const;

 private:
  struct Step {
    enum class Kind { text, line_end, value, raw, here, section, unless };
    Kind kind;
    std::string text = {};    ///< what is written, or the name
    std::size_t line = npos;  ///< of a text in which a line ends: where the one after the last end begins
    std::size_t end = 0;      ///< of a section: the step behind it
    static constexpr auto npos = std::string::npos;
  };
  class Reader;
  class Filling;
  std::vector<Step> steps_;
};

}  // namespace entente::pages
