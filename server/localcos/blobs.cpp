// SPDX-License-Identifier: GPL-3.0-or-later
#include "localcos/blobs.h"

#include "localcos/errors.h"

#include <QDir>
#include <QFile>
#include <QMutexLocker>
#include <QRandomGenerator>

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace cosftp::localcos {

namespace {

QByteArray randomName()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

QByteArray folderOf(const QByteArray &path) { return path.first(path.lastIndexOf('/')); }

bool syncFolder(const QByteArray &folder)
{
    const Descriptor descriptor(::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return descriptor.isOpen() && ::fsync(descriptor.number()) == 0;
}

Descriptor newFile(const QByteArray &path)
{
    return Descriptor(
        ::open(path.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
}

}  // namespace

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    if (this != &other) {
        reset();
        m_number = other.release();
    }
    return *this;
}

int Descriptor::release() { return std::exchange(m_number, -1); }

void Descriptor::reset()
{
    if (const int number = release(); number >= 0)
        ::close(number);
}

NewBlob::NewBlob(Blobs &blobs, QByteArray name, Descriptor file)
    : m_blobs(&blobs), m_name(std::move(name)), m_file(std::move(file))
{}

NewBlob &NewBlob::operator=(NewBlob &&other) noexcept
{
    std::swap(m_blobs, other.m_blobs);
    std::swap(m_name, other.m_name);
    std::swap(m_file, other.m_file);
    std::swap(m_sizeBytes, other.m_sizeBytes);
    return *this;
}

NewBlob::~NewBlob()
{
    if (m_blobs != nullptr && !m_name.isEmpty())
        ::unlink(m_blobs->pathOf(m_name).constData());
}

bool NewBlob::append(QByteArrayView bytes)
{
    qsizetype done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::write(m_file.number(), bytes.data() + done,
                                      static_cast<std::size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        done += count;
    }
    m_sizeBytes += done;
    return true;
}

bool NewBlob::seal()
{
    const bool isSafe =
        m_blobs == nullptr || !m_blobs->m_isDurable
        || (::fdatasync(m_file.number()) == 0 && syncFolder(folderOf(m_blobs->pathOf(m_name))));
    m_file.reset();
    return isSafe;
}

Outcome Blobs::open(const QString &folder, bool isDurable)
{
    m_isDurable = isDurable;
    m_folder = QFile::encodeName(folder);
    if (!QDir().mkpath(folder))
        return Failure::of(Failure::Code::Denied,
                           QStringLiteral("cannot make the folder ") + folder);
    return Done{};
}

QByteArray Blobs::pathOf(const QByteArray &name) const
{
    return m_folder + '/' + name.first(2) + '/' + name;
}

Result<NewBlob> Blobs::create()
{
    const QByteArray name = randomName();
    const QByteArray path = pathOf(name);
    Descriptor file = newFile(path);
    if (!file.isOpen() && errno == ENOENT) {  // the first one in its subfolder
        ::mkdir(folderOf(path).constData(), S_IRWXU);
        if (m_isDurable)
            syncFolder(m_folder);
        file = newFile(path);
    }
    if (!file.isOpen())
        return internalError(QStringLiteral("cannot create a data file: ")
                             + qt_error_string(errno));
    return NewBlob(*this, name, std::move(file));
}

Descriptor Blobs::openForReading(const QByteArray &name) const
{
    return Descriptor(::open(pathOf(name).constData(), O_RDONLY | O_CLOEXEC));
}

std::shared_ptr<void> Blobs::pin(const QList<QByteArray> &names)
{
    const QMutexLocker lock(&m_mutex);
    for (const QByteArray &name : names)
        ++m_pins[name];
    // The value itself means nothing; its deleter is what the reader holds on to.
    return {this, [this, names](void *) { unpin(names); }};
}

void Blobs::unpin(const QList<QByteArray> &names)
{
    const QMutexLocker lock(&m_mutex);
    for (const QByteArray &name : names) {
        if (--m_pins[name] > 0)
            continue;
        m_pins.remove(name);
        if (m_condemned.remove(name))
            ::unlink(pathOf(name).constData());
    }
}

void Blobs::discard(const QList<QByteArray> &names)
{
    const QMutexLocker lock(&m_mutex);
    for (const QByteArray &name : names) {
        if (m_pins.contains(name))
            m_condemned.insert(name);
        else
            ::unlink(pathOf(name).constData());
    }
}

void Blobs::sweep(const std::function<bool(const QByteArray &)> &isKnown)
{
    const QDir folder(QFile::decodeName(m_folder));
    const QStringList names = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        QDir inner(folder.filePath(name));
        const QStringList files = inner.entryList(QDir::Files | QDir::Hidden);
        for (const QString &file : files)
            if (!isKnown(file.toUtf8()))
                inner.remove(file);
    }
}

}  // namespace cosftp::localcos
