// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <cstddef>
#include <cstdint>

/// What libFuzzer calls with every input.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

namespace cosftp::fuzz {

QByteArray bytesOf(const uint8_t *data, size_t size);

/// Cuts one input into several: the corpus stays readable, and libFuzzer can move the pieces.
class Pieces
{
public:
    explicit Pieces(QByteArray bytes) : m_rest(std::move(bytes)) {}

    /// What stands before the next LF; all that is left if there is none.
    QByteArray line();
    /// The rest.
    QByteArray rest() { return std::exchange(m_rest, {}); }
    [[nodiscard]] bool isEmpty() const { return m_rest.isEmpty(); }
    /// A number below `count`, from one byte.
    int choice(int count);

private:
    QByteArray m_rest;
};

/// One line for a log or a reply: no control bytes, valid UTF-8.
bool isOneLine(const QByteArray &text);
bool isOneLine(const QString &text);

}  // namespace cosftp::fuzz
