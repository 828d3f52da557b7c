package io.bedplate.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import io.bedplate.agent.GuestWishes;
import io.bedplate.cli.json.FitAnswer;
import io.bedplate.cli.json.FitWriter;
import io.bedplate.cli.json.HostReader;
import io.bedplate.cli.json.InstanceReader;
import io.bedplate.cli.json.JsonCursor;
import io.bedplate.cli.json.JsonTexts;
import io.bedplate.cli.json.RequestReader;
import io.bedplate.host.GuestPlacement;
import io.bedplate.host.HostTopology;
import io.bedplate.libvirt.xml.DomainMapper;
import io.bedplate.libvirt.xml.DomainXml;
import io.bedplate.libvirt.xml.Machine;
import io.bedplate.nfv.NfvPlanner;
import io.bedplate.nfv.NfvRequest;
import io.bedplate.nfv.NfvRequests;
import io.bedplate.nfv.Plan;
import io.bedplate.nfv.Rejection;
import io.bedplate.nfv.RequestInput;
import io.bedplate.nfv.RequestResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bedplate xml generate}: the domain document of an instance in its place. */
@Command(name = "generate", description = "Prints the domain XML of an instance: its request and the placement that fit answered.", mixinStandardHelpOptions = true)
final class XmlGenerateCommand implements Callable<Integer> {
    private static final String EMULATOR = "/usr/bin/qemu-system-x86_64";

    @Option(names = "--host", paramLabel = "HOST.json", required = true, description = "what host show --format json printed, with config and used")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path host;

    @Option(names = "--instance", paramLabel = "INST.json", required = true, description = "the request with name, uuid, disks, interfaces and placement; planned here where it has none")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path instance;

    @Option(names = "--type", paramLabel = "TYPE", description = "kvm or qemu; kvm if not said")
    private String type = Machine.KVM;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Override
    public Integer call() {
        var machine = HostReader.read(InputFiles.object(host));
        var json = InputFiles.object(instance);
        var input = RequestReader.read(json);
        return switch (NfvRequests.read(input, machine.aliases())) {
            case RequestResult.Invalid invalid -> no(new FitAnswer.Invalid(invalid.reasons()));
            case RequestResult.Valid(var request) when json.field("placement").isPresent() ->
                print(json, input, request, InstanceReader.placement(json, request, machine), machine.topology());
            case RequestResult.Valid(var request) -> switch (NfvPlanner.plan(machine.state(), request)) {
                case Plan plan -> print(json, input, request, plan.placement(), machine.topology());
                case Rejection rejection -> no(new FitAnswer.Rejected(rejection, List.of(), List.of()));
            };
        };
    }

    private int no(FitAnswer answer) {
        spec.commandLine().getOut().println(JsonTexts.line(FitWriter.answer(answer)));
        return ExitStatus.NO;
    }

    private int print(JsonCursor json, RequestInput input, NfvRequest request, GuestPlacement placement,
            HostTopology topology) {
        var wishes = GuestWishes.of(input.flavor(), input.image());
        wishes.unheard().forEach(spec.commandLine().getErr()::println);
        var guest = InstanceReader.read(json, request, placement, wishes);
        spec.commandLine().getOut()
                .print(DomainXml.write(DomainMapper.map(guest, Machine.x86(type, EMULATOR), topology)));
        return ExitStatus.ANSWERED;
    }
}
