// SPDX-License-Identifier: GPL-3.0-or-later
// The yardstick: what a gateway costs that does nothing but move bytes. Accepts a connection, opens
// one to the store, and copies both ways with read and write of 256 KiB until each side has ended.
// The load generator sends the head of one HTTP request first, so that what passes is ONE plain PUT
// or GET: no checksum, no parts, no retry.
//   relay STORE_PORT    prints the port it listens on
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { bufferBytes = 256 * 1024 };

struct Pair
{
    int from;
    int to;
};

static struct sockaddr_in loopback(uint16_t port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

static int writeAll(int to, const char *bytes, ssize_t count)
{
    while (count > 0) {
        const ssize_t written = write(to, bytes, (size_t)count);
        if (written <= 0)
            return 0;
        bytes += written;
        count -= written;
    }
    return 1;
}

static void pump(struct Pair pair)
{
    char *buffer = malloc(bufferBytes);
    ssize_t count = 0;
    while ((count = read(pair.from, buffer, bufferBytes)) > 0 && writeAll(pair.to, buffer, count))
        ;
    shutdown(pair.to, SHUT_WR);
    free(buffer);
}

static void *pumpThread(void *argument)
{
    pump(*(struct Pair *)argument);
    return NULL;
}

// One connection: the answers flow in a thread of their own.
static void *serve(void *argument)
{
    struct Pair down = *(struct Pair *)argument;
    free(argument);
    const struct Pair up = {down.to, down.from};
    pthread_t answers;
    pthread_create(&answers, NULL, pumpThread, &down);
    pump(up);
    pthread_join(answers, NULL);
    close(down.from);
    close(down.to);
    return NULL;
}

static int openStore(uint16_t port)
{
    const struct sockaddr_in address = loopback(port);
    const int store = socket(AF_INET, SOCK_STREAM, 0);
    const int on = 1;
    setsockopt(store, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return connect(store, (const struct sockaddr *)&address, sizeof address) == 0 ? store : -1;
}

int main(int count, char **words)
{
    if (count != 2)
        return 2;
    signal(SIGPIPE, SIG_IGN);
    struct sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 128) != 0)
        return 1;
    getsockname(listener, (struct sockaddr *)&address, &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    for (;;) {
        struct Pair *pair = malloc(sizeof *pair);
        pair->to = accept(listener, NULL, NULL);
        pair->from = openStore((uint16_t)atoi(words[1]));
        pthread_t thread;
        if (pair->to < 0 || pair->from < 0 || pthread_create(&thread, NULL, serve, pair) != 0)
            return 1;
        pthread_detach(thread);
    }
}
