// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/xml_text.hpp"

namespace entente::exchange::iati {

void XmlText::escaped(std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out_ += "&amp;";
        break;
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      case '\t':
        out_ += "&#9;";
        break;
      case '\n':
        out_ += "&#10;";
        break;
      case '\r':
        out_ += "&#13;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) out_ += c;
    }
  }
}

void XmlText::begin(std::string_view name, Attributes attributes) {
  out_.append(open_.size(), ' ');
  out_.append("<").append(name);
  for (const auto& [attribute, value] : attributes) {
    if (value.empty()) continue;
    out_.append(" ").append(attribute).append("=\"");
    escaped(value);
    out_ += '"';
  }
}

void XmlText::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += ">\n";
  open_.emplace_back(name);
}

void XmlText::close() {
  const auto name = std::move(open_.back());
  open_.pop_back();
  out_.append(open_.size(), ' ');
  out_.append("</").append(name).append(">\n");
}

void XmlText::empty(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += "/>\n";
}

void XmlText::element(std::string_view name, std::string_view text, Attributes attributes) {
  begin(name, attributes);
  out_ += '>';
  escaped(text);
  out_.append("</").append(name).append(">\n");
}

void XmlText::each_language(std::string_view name, const base::Text& text) {
  for (const auto& n : text.narratives)
    element(name, n.value, {{"xml:lang", n.language == "und" ? std::string_view() : n.language}});
}

void XmlText::narratives(std::string_view name, const base::Text& text, Attributes attributes) {
  if (text.empty()) return;
  open(name, attributes);
  each_language("narrative", text);
  close();
}

}  // namespace entente::exchange::iati
