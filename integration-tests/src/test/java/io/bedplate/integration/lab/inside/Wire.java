package io.bedplate.integration.lab.inside;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/**
 * Calls of an interface from one lab host to another: a connection each, with a line of JSON there and one back. Between
 * two agents it takes the place of the service's message bus.
 */
final class Wire {
    private Wire() {}

    /** Something that answers on another host. */
    static <T> T to(Class<T> type, String host, int port) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> ask(host, port, method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object ask(String host, int port, Method method, Object[] arguments) {
        try (var socket = new Socket(host, port)) {
            var call = WireJson.MAPPER.createObjectNode().put("method", method.getName());
            var given = call.putArray("arguments");
            for (int i = 0; i < arguments.length; i++) {
                given.addRawValue(WireJson.raw(type(method.getGenericParameterTypes()[i]), arguments[i]));
            }
            out(socket).println(WireJson.MAPPER.writeValueAsString(call));
            var answer = WireJson.MAPPER.readTree(in(socket).readLine());
            if (answer.has("failure")) {
                throw new AssertionError(host + ": " + answer.get("failure").asString());
            }
            return WireJson.MAPPER.treeToValue(answer.get("result"), type(method.getGenericReturnType()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers calls of others, one at a time, until the program ends. */
    static <T> void serve(Class<T> type, T target, String host, int port) throws IOException {
        var server = new ServerSocket(port, 8, InetAddress.getByName(host));
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try (var socket = server.accept()) {
                    var call = WireJson.MAPPER.readTree(in(socket).readLine());
                    out(socket).println(answer(type, target, call));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private static String answer(Class<?> type, Object target, JsonNode call) {
        var answer = WireJson.MAPPER.createObjectNode();
        try {
            var method = Arrays.stream(type.getMethods())
                    .filter(one -> one.getName().equals(call.get("method").asString())).findFirst().orElseThrow();
            var arguments = new Object[method.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = WireJson.MAPPER.treeToValue(call.get("arguments").get(i),
                        type(method.getGenericParameterTypes()[i]));
            }
            var result = method.invoke(target, arguments);
            answer.putRawValue("result", WireJson.raw(type(method.getGenericReturnType()), result));
        } catch (InvocationTargetException e) {
            answer.put("failure", String.valueOf(e.getCause()));
        } catch (IllegalAccessException | RuntimeException e) {
            answer.put("failure", e.toString());
        }
        return WireJson.MAPPER.writeValueAsString(answer);
    }

    private static JavaType type(java.lang.reflect.Type type) {
        return WireJson.MAPPER.constructType(type);
    }

    private static BufferedReader in(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static PrintStream out(Socket socket) throws IOException {
        return new PrintStream(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }
}
