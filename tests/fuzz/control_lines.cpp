// SPDX-License-Identifier: GPL-3.0-or-later
// The control connection: bytes to lines, lines to commands, commands to the log.
#include "core/text.h"
#include "ftp/command_table.h"
#include "ftp/line_reader.h"
#include "ftp/name_codec.h"
#include "fuzz/bytes.h"
#include "fuzz/property.h"

namespace cosftp {

namespace {

using fuzz::isOneLine;

// As a socket delivers them: a piece of any size at a time.
QList<ControlLine> fedInPieces(const QByteArray &bytes, qsizetype pieceBytes)
{
    LineReader reader;
    QList<ControlLine> lines;
    for (qsizetype at = 0; at < bytes.size(); at += pieceBytes)
        lines +=
            reader.feed(QByteArrayView(bytes).sliced(at, std::min(pieceBytes, bytes.size() - at)));
    return lines;
}

void checkLog(const ParsedCommand &command)
{
    const QByteArray logged = loggableCommand(command);
    HOLDS(isOneLine(logged));
    HOLDS(logged == escapedText(logged));
    if (command.verb == "PASS")
        HOLDS(logged == "PASS ****");
    if (findCommand(command.verb) == nullptr)
        HOLDS(logged == "****" || logged.endsWith(" ****") || logged == command.verb);
}

void checkCommand(const QByteArray &line)
{
    const ParsedCommand command = parseCommand(line);
    HOLDS(!command.verb.contains(' ') && command.verb == command.verb.toUpper());
    if (line.contains(' '))
        HOLDS(line.endsWith(' ' + command.argument)
              && line.size() == command.verb.size() + 1 + command.argument.size());
    else
        HOLDS(command.argument.isEmpty() && line.size() == command.verb.size());
    if (const Command *known = findCommand(command.verb)) {
        HOLDS(command.verb == known->verb && !isAbsentCommand(command.verb));
        HOLDS(!isForeignProtocol(command.verb));
    }
    checkLog(command);
}

// Whatever a client calls its file, with bytes as they are it finds it again.
void checkNames(const QByteArray &line)
{
    NameCodec bytes(Charset::Bytes);
    const QByteArray text = bytes.fromClient(line);
    HOLDS(isValidUtf8(text));
    HOLDS(bytes.toClient(text) == line && bytes.replyToClient(text) == line);
    NameCodec western(Charset::Latin1);
    HOLDS(western.toClient(western.fromClient(line)) == line);
}

void checkLine(const ControlLine &line)
{
    if (line.kind != ControlLine::Kind::Command) {
        HOLDS(line.text.isEmpty());
        return;
    }
    HOLDS(!line.text.isEmpty() && line.text.size() <= LineReader::maxLineBytes);
    HOLDS(!line.text.contains('\r') && !line.text.contains('\n') && !line.text.contains('\0'));
    HOLDS(static_cast<unsigned char>(line.text.front()) < 0xf0);
    HOLDS(withoutTelnet(line.text) == line.text);
    checkCommand(line.text);
    checkNames(line.text);
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace cosftp;
    fuzz::Pieces input(fuzz::bytesOf(data, size));
    const int pieceBytes = input.choice(255) + 1;
    const QByteArray bytes = input.rest();
    if (bytes.size() > LineReader::maxFloodBytes)
        return 0;  // a flood is noticed earlier in small pieces
    const QList<ControlLine> lines = LineReader().feed(bytes);
    HOLDS(lines == fedInPieces(bytes, pieceBytes));
    for (const ControlLine &line : lines)
        checkLine(line);
    return 0;
}
