// SPDX-License-Identifier: GPL-3.0-or-later
// From the argument of a command to the key in a bucket: nothing gets out of its mount.
#include "core/text.h"
#include "files/mount_table.h"
#include "files/own_objects.h"
#include "ftp/reply.h"
#include "fuzz/bytes.h"
#include "fuzz/property.h"
#include "store/cos/key_encoding.h"

#include <QUrl>

namespace cosftp {

namespace {

Mount mountAt(const char *path, const QByteArray &prefix)
{
    Mount mount;
    mount.at = *VirtualPath().resolved(path);
    mount.bucket = "photos-1250000000";
    mount.prefix = prefix;
    mount.rights = Rights::of(true, true, true);
    return mount;
}

const MountTable &mountTable(int number)
{
    static const QList<MountTable> tables{
        MountTable({mountAt("/", {})}), MountTable({mountAt("/", "home/alice/")}),
        MountTable({mountAt("/a", {}), mountAt("/a/b", "inner/"), mountAt("/c/d", "c/d/")}),
        MountTable({mountAt("/", {}), mountAt("/.cosftp", "odd/"), mountAt("/\xc3\xa9", "..x/")})};
    return tables.at(number);
}

void checkPath(const VirtualPath &path)
{
    for (const QByteArray &name : path.components())
        HOLDS(!name.isEmpty() && name != "." && name != ".." && !name.contains('/')
              && fuzz::isOneLine(name));
    const QByteArray bytes = path.toBytes();
    HOLDS(bytes.startsWith('/') && !bytes.contains("//"));
    HOLDS(path.isRoot() == (bytes == "/") && path.isRoot() == path.name().isEmpty());
    const Result<VirtualPath> again = VirtualPath().resolved(bytes);
    HOLDS(again && *again == path);
    HOLDS(path.isWithin(path.parent()) && path.isWithin(VirtualPath()));
    HOLDS(path.isRoot() || path.parent().child(path.name()) == path);
}

// RFC 959 appendix II: a client finds the path between the quotes, doubled ones inside.
void checkReply(const VirtualPath &path)
{
    const QByteArray line = pathReply(path.toBytes(), "created.").toBytes();
    HOLDS(line.endsWith("\r\n") && fuzz::isOneLine(line.chopped(2)));
    if (path.toBytes().size() > 4096)
        return;  // no line of a client can name it
    QByteArray quoted = line.mid(5, line.size() - 5 - qsizetype(sizeof "\" created.\r\n" - 1));
    HOLDS(quoted.replace("\"\"", "\"") == path.toBytes());
}

// What the store decodes is the key, and Qt sends the path as it was written.
void checkEncodedKey(const QByteArray &key)
{
    if (!checkKey(key))
        return;
    const QByteArray path = encodedKeyPath(key);
    HOLDS(QByteArray::fromPercentEncoding(path) == key);
    HOLDS(QByteArray::fromPercentEncoding(encodedCopyKey(key)) == key);
    const QByteArray address = "http://photos-1250000000.cos.example.com/" + path;
    const QUrl url = QUrl::fromEncoded(address, QUrl::StrictMode);
    HOLDS(url.isValid() && url.toEncoded() == address);
    HOLDS(url.path(QUrl::FullyEncoded).toLatin1() == '/' + path);
}

void checkLocation(const MountTable &mounts, const VirtualPath &path)
{
    const Result<Location> location = mounts.locate(path);
    if (!location)
        return;
    const Mount &mount = *location->mount;
    HOLDS(path.isWithin(mount.at) && location->key.startsWith(mount.prefix));
    HOLDS(!isOwnObject(location->key) && location->key.size() <= ObjectStore::maxKeyBytes);
    const QByteArray inside = location->key.mid(mount.prefix.size());
    const QList<QByteArray> names = path.components().sliced(mount.at.components().size());
    HOLDS(names.isEmpty() ? inside.isEmpty() : inside.split('/') == names);
    HOLDS(location->isMountRoot() == names.isEmpty());
    for (const Mount &other : mounts.mounts())
        HOLDS(!path.isWithin(other.at) || mount.at.isWithin(other.at));
    if (!location->isMountRoot())
        checkEncodedKey(location->key);
}

void checkFolders(const MountTable &mounts, const VirtualPath &path)
{
    for (const QByteArray &name : mounts.fixedFoldersIn(path))
        HOLDS(mounts.isFixedFolder(path.child(name)));
    if (mounts.isScaffold(path))
        HOLDS(!mounts.locate(path) && !mounts.rightsAt(path).canWrite);
}

}  // namespace

}  // namespace cosftp

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    using namespace cosftp;
    fuzz::Pieces input(fuzz::bytesOf(data, size));
    const MountTable &mounts = mountTable(input.choice(4));
    VirtualPath folder;
    while (!input.isEmpty()) {  // each line as if it were CWD
        const QByteArray argument = input.line();
        const Result<VirtualPath> path = folder.resolved(argument);
        HOLDS(path.has_value() == (isValidUtf8(argument) && !hasControlBytes(argument)));
        if (!path)
            continue;
        checkPath(*path);
        checkReply(*path);
        checkLocation(mounts, *path);
        checkFolders(mounts, *path);
        folder = *path;
    }
    return 0;
}
