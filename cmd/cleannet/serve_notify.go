package main

import (
	"context"
	"fmt"
	"net"
	"strconv"
	"strings"
	"time"
)

// notify tells the service manager of our state, as sd_notify(3) describes: a
// datagram to the socket that NOTIFY_SOCKET names. Where there is none it does
// nothing. It is written here because the library for it reads the process's
// environment itself.
func (a *app) notify(state string) error {
	name := a.lookup("NOTIFY_SOCKET")
	if name == "" {
		return nil
	}
	if strings.HasPrefix(name, "@") {
		name = "\x00" + name[1:] // in the abstract name space
	}
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: name, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	defer conn.Close()
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("notify: %w", err)
	}
	return nil
}

// watchdog tells the service manager at half the interval that WATCHDOG_USEC
// asks for that we are alive, as long as alive says so. It returns when ctx ends.
func (a *app) watchdog(ctx context.Context, alive func() bool) error {
	usec, err := strconv.ParseInt(a.lookup("WATCHDOG_USEC"), 10, 64)
	if err != nil || usec <= 0 {
		return nil // not asked for
	}
	tick := time.NewTicker(max(time.Duration(usec)*time.Microsecond/2, time.Second))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			if alive() {
				if err := a.notify("WATCHDOG=1"); err != nil {
					return err
				}
			}
		}
	}
}
